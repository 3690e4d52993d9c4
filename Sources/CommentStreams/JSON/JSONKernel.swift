internal import CommentKernels

/// How a line is walked over.
enum JSONKernel: CaseIterable {
  /// ``JSONWalk``, which defines what is found and what is wrong.
  case definition
  /// The kernel in C; what it is not sure of goes to the definition.
  case portable, vector

  /// Finds the values of a line if it is sure of them.
  ///
  /// - Returns: false for all lines that are malformed, and for rare ones that are not.
  func find(in line: Span<UInt8>, _ field: JSONField, tenant: JSONField?, into found: inout FoundText) -> Bool {
    guard self != .definition, field.isPacked, tenant?.isPacked ?? true, line.count <= UInt32.max else { return false }
    var result = cs_json_line()
    // SAFETY: each pointer is used inside the closure of its owner only; paths are as `cs_json_path` wants them, which `isPacked` says.
    let isSure = line.withUnsafeBufferPointer { bytes in
      field.packed.withUnsafeBufferPointer { text in
        (tenant?.packed ?? []).withUnsafeBufferPointer { tenantKeys in
          var path = cs_json_path(keys: text.baseAddress, count: UInt32(field.keys.count))
          var tenantPath = cs_json_path(keys: tenantKeys.baseAddress, count: UInt32(tenant?.keys.count ?? 0))
          return switch self {
          case .portable: cs_json_line_portable(bytes.baseAddress, bytes.count, &path, &tenantPath, &result)
          default: cs_json_line(bytes.baseAddress, bytes.count, &path, &tenantPath, &result)
          }
        }
      }
    }
    guard isSure else { return false }
    add(result.values.0, of: line, to: &found)
    if result.value_count > 1 { add(result.values.1, of: line, to: &found) }
    if result.value_count > 2 { add(result.values.2, of: line, to: &found) }
    if result.value_count > 3 { add(result.values.3, of: line, to: &found) }
    if result.has_tenant {
      found.setTenant(result.tenant.range, of: line, hasEscapes: result.tenant.has_escapes)
    } else if result.tenant_is_null {
      found.tenant.setNone()
    }
    found.closingBrace = Int(result.closing_brace)
    found.isEmptyObject = result.is_empty_object
    return true
  }

  private func add(_ value: cs_json_value, of line: Span<UInt8>, to found: inout FoundText) {
    found.append(value.range, of: line, hasEscapes: value.has_escapes)
  }
}

extension cs_json_value {
  fileprivate var range: Range<Int> { Int(start)..<Int(end) }
}
