import Foundation
import Testing

@testable import CommentStreams

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The kernels against the walk that defines them.
@Suite("JSON kernels")
struct JSONKernelTests {
  /// Everything that is found in a line.
  private struct Finding: Equatable {
    var values: [TextValue] = []
    var texts: [[UInt8]] = []
    var rawRanges: [Range<Int>] = []
    var tenant: [UInt8]?
    var closingBrace = 0
    var isEmptyObject = false
    var fault: Malformed?
  }

  private func finding(_ line: Span<UInt8>, _ field: JSONField, _ tenant: JSONField?, _ kernel: JSONKernel) -> Finding {
    var found = FoundText()
    var result = Finding()
    do throws(Malformed) {
      try field.locate(in: line, tenant: tenant, into: &found, using: kernel)
    } catch {
      result.fault = error
      return result
    }
    result.values = found.values
    for value in found.values {
      found.withText(of: value, in: line) { text in
        result.texts.append(text.indices.map { text[$0] })
        // The offset map too.
        for end in [0, text.count / 2, text.count] { result.rawRanges.append(found.rawRange(of: 0..<end, in: value)) }
      }
    }
    result.tenant = found.tenant.name
    result.closingBrace = found.closingBrace
    result.isEmptyObject = found.isEmptyObject
    return result
  }

  private func compare(_ line: [UInt8], path: String = "text", tenant: String? = nil) throws {
    let field = try #require(JSONField(path: path))
    let tenantField = tenant.flatMap { JSONField(path: $0) }
    let expected = finding(line.span, field, tenantField, .definition)
    for kernel in [JSONKernel.portable, .vector] {
      let found = finding(line.span, field, tenantField, kernel)
      #expect(found == expected, "\(kernel), seed \(runSeed): \(String(decoding: line, as: UTF8.self))")
    }
  }

  @Test("the cases of the definition")
  func cases() throws {
    for test in JSONFieldTests.wellFormed { try compare(Array(test.line.utf8), path: test.path) }
    for (line, _) in JSONFieldTests.faulty { try compare(Array(line.utf8)) }
    for (line, _) in OverlayStreamTests.tenants { try compare(Array(line.utf8), tenant: "channel.id") }
  }

  @Test("random documents, whole, cut and damaged, with and without a second path")
  func random() throws {
    var generator = DocumentGenerator(seed: runSeed)
    for round in 0..<1500 {
      let document = Array(generator.object(depth: 0).utf8)
      let path = ["text", "a", "a.text", "a.a.a"][round % 4]
      let tenant = [nil, "é", "a.a", "text"][round / 4 % 4]
      try compare(document, path: path, tenant: tenant)
      try compare(generator.damaged(document), path: path, tenant: tenant)
      try compare(Array(document.prefix(round % (document.count + 1))), path: path, tenant: tenant)
    }
  }

  @Test("every byte at every place of a string, a number and the bytes between")
  func bytes() throws {
    let line = Array(#"{"id":123456,"u":[true,{"v":null}],"text":"sixteen bytes and more é😀\u00e9","n":-1.5e+3}"#.utf8)
    for place in line.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = line
        changed[place] = byte
        try compare(changed)
      }
    }
  }

  @Test("strings and numbers of every length at every distance from the end")
  func lengths() throws {
    for length in 0..<70 {
      let text = String(repeating: "x", count: length)
      let digits = String(repeating: "7", count: length)
      let lines = [#"{"text":"\#(text)"}"#, #"{"a":\#(digits),"text":"\#(text)é"}"#, #"{"text":"","a":\#(digits)}"#]
      for line in lines {
        try compare(Array(line.utf8))
        try compare(Array(line.utf8), tenant: "a")
      }
    }
  }

  @Test("the usual lines are not left to the definition")
  func coverage() throws {
    let field = try #require(JSONField(path: "a.text"))
    for kernel in [JSONKernel.portable, .vector] {
      for line in [
        #"{"id":1,"a":{"text":"x"}}"#, #" { "a" : { "n" : [ 1 , -2.5e3 , true , null ] , "text" : "é \u00e9\n" } } "#,
        #"{"a":{"text":"1","text":"2","text":"3","text":"4"}}"#, #"{"a":1,"a":{"text":"x"},"t":"c7"}"#,
        #"{"a":{"text":"x"},"t":7}"#,
      ] {
        var found = FoundText()
        let isSure = kernel.find(in: Array(line.utf8).span, field, tenant: JSONField(path: "t"), into: &found)
        #expect(isSure, "\(kernel): \(line)")
      }
    }
  }

  @Test("nothing is read outside of the line")
  func guardPages() throws {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let memory = try #require(
      mmap(nil, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0).flatMap { $0 == MAP_FAILED ? nil : $0 }
    )
    defer { munmap(memory, 3 * page) }
    try #require(mprotect(memory, page, PROT_NONE) == 0 && mprotect(memory + 2 * page, page, PROT_NONE) == 0)
    let line = Array(#"{"id":123456789012345,"text":"twenty-four bytes, é 😀\u00e9 ","n":12}"#.utf8)
    for length in 0...line.count {
      for kernel in [JSONKernel.portable, .vector] {
        // At the end of the page, then at its start.
        for base in [memory + 2 * page - length, memory + page] {
          base.copyMemory(from: line, byteCount: length)
          let span = UnsafeRawBufferPointer(start: base, count: length).bindMemory(to: UInt8.self).span
          #expect(finding(span, .text, nil, kernel) == finding(span, .text, nil, .definition))
        }
      }
    }
  }
}
