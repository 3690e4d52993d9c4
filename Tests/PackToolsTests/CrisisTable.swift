/// Sentences about self-harm, by who speaks of whom.
enum CrisisTable {
  enum Meaning: String, CaseIterable {
    /// The writer is in crisis: shown, and help is offered.
    case crisis
    /// The writer tells somebody to harm themselves: held back.
    case incitement
    /// News, prevention, care for others, talk about oneself in the past, figures of speech: shown.
    case talk
  }

  struct Row: Sendable, CustomStringConvertible {
    var language: String
    var meaning: Meaning
    var text: String
    var description: String { "\(language) \(meaning.rawValue): \(text)" }
  }

  static let rows: [Row] = text.split(separator: "\n").map { line in
    let columns = line.split(separator: "|", maxSplits: 2).map { $0.drop { $0 == " " } }
    func trimmed(_ column: Substring) -> String {
      var column = column
      while column.last == " " { column.removeLast() }
      return String(column)
    }
    guard columns.count == 3, let meaning = Meaning(rawValue: trimmed(columns[1])) else {
      fatalError("a row is language | meaning | text: \(line)")
    }
    return Row(language: trimmed(columns[0]), meaning: meaning, text: trimmed(columns[2]))
  }

  private static let text = """
    en | crisis     | I want to kill myself
    en | crisis     | i want to die
    en | crisis     | I don't want to live anymore
    en | crisis     | I'm going to kill myself tonight
    en | crisis     | I feel like ending my life
    en | crisis     | I have been cutting myself again
    en | crisis     | I wish I was dead
    en | crisis     | I am suicidal and have nobody to talk to
    en | crisis     | i just want to end it all
    en | crisis     | thinking about suicide every day, I can't go on
    en | crisis     | everyone would be better off without me
    en | crisis     | I have no reason to live
    en | incitement | go kill yourself
    en | incitement | kys
    en | incitement | you should kill yourself
    en | incitement | just kill yourself already
    en | incitement | go hang yourself
    en | incitement | drink bleach and die
    en | incitement | do us all a favor and end your life
    en | incitement | why don't you kill urself
    en | incitement | slit your wrists
    en | incitement | nobody would miss you, kill yourself
    en | incitement | KYS loser
    en | incitement | hope you kill yourself
    en | talk       | Suicide prevention week starts on Monday
    en | talk       | The minister spoke about suicide rates among farmers
    en | talk       | He died by suicide in 1994
    en | talk       | My friend told me she felt low, how can I help her?
    en | talk       | Please call a helpline if you are struggling
    en | talk       | The film deals with self-harm in a careful way
    en | talk       | Police are investigating an apparent suicide
    en | talk       | We lost our brother to suicide two years ago
    en | talk       | Volunteers answer the crisis line around the clock
    en | talk       | A new study links sleep and suicide risk
    en | talk       | This exam is killing me
    en | talk       | I could kill for a coffee right now
    de | crisis     | Ich will sterben
    de | crisis     | Ich will mich umbringen
    de | crisis     | Ich möchte nicht mehr leben
    de | crisis     | Ich bringe mich um
    de | crisis     | Ich kann nicht mehr, ich will tot sein
    de | crisis     | Ich habe Suizidgedanken
    de | crisis     | Ich ritze mich wieder
    de | incitement | Bring dich um
    de | incitement | Geh dich umbringen
    de | incitement | Häng dich auf
    de | incitement | Du solltest dich umbringen
    de | incitement | Spring vor den Zug
    de | incitement | Erschieß dich
    de | talk       | Die Woche der Suizidprävention beginnt am Montag
    de | talk       | Er nahm sich vor zehn Jahren das Leben
    de | talk       | Die Zahl der Suizide ist gesunken
    de | talk       | Die Telefonseelsorge ist immer erreichbar
    de | talk       | Meine Schwester hatte Depressionen, jetzt geht es ihr besser
    de | talk       | Der Roman handelt von einem Selbstmord
    de | talk       | Diese Hitze bringt mich um
    es | crisis     | Quiero morirme
    es | crisis     | Me quiero matar
    es | crisis     | Quiero suicidarme
    es | crisis     | Ya no quiero vivir
    es | crisis     | Voy a quitarme la vida
    es | crisis     | No quiero seguir viviendo
    es | crisis     | He pensado en suicidarme
    es | incitement | Mátate
    es | incitement | Ojalá te mueras
    es | incitement | Suicídate
    es | incitement | Deberías matarte
    es | incitement | Ve y mátate
    es | incitement | Pégate un tiro
    es | talk       | Hoy es el día de la prevención del suicidio
    es | talk       | El gobierno presentó un plan contra el suicidio
    es | talk       | Perdimos a mi hermano por suicidio
    es | talk       | La línea de ayuda atiende las veinticuatro horas
    es | talk       | El libro trata del suicidio de un poeta
    es | talk       | Mi amiga está muy triste, ¿cómo la puedo ayudar?
    es | talk       | Este calor me mata
    ur | crisis     | میں مرنا چاہتا ہوں
    ur | crisis     | میں مرنا چاہتی ہوں
    ur | crisis     | میں خودکشی کرنا چاہتا ہوں
    ur | crisis     | میں جینا نہیں چاہتا
    ur | crisis     | میں اپنی جان لینا چاہتا ہوں
    ur | crisis     | میرا جینے کا دل نہیں کرتا
    ur | incitement | جا کر مر جا
    ur | incitement | خودکشی کر لو
    ur | incitement | جا خودکشی کر لے
    ur | incitement | تم مر جاؤ
    ur | talk       | خودکشی کی روک تھام کا عالمی دن
    ur | talk       | پولیس کے مطابق یہ خودکشی کا واقعہ تھا
    ur | talk       | کسان کی خودکشی کی خبر پر سب کو افسوس ہے
    ur | talk       | ڈاکٹر نے ذہنی صحت پر بات کی
    ur | talk       | اگر آپ پریشان ہیں تو مدد مانگیں
    ur | talk       | وہ دس سال پہلے فوت ہو گئے تھے
    ur-Latn | crisis     | main marna chahta hun
    ur-Latn | crisis     | mai marna chahti hoon
    ur-Latn | crisis     | main khudkushi karna chahta hoon
    ur-Latn | crisis     | mujhe jeena nahi hai
    ur-Latn | crisis     | main jeena nahi chahta
    ur-Latn | crisis     | apni jaan lena chahta hun
    ur-Latn | incitement | ja kar mar ja
    ur-Latn | incitement | khudkushi kar lo
    ur-Latn | incitement | ja khudkushi kar le
    ur-Latn | incitement | doob ke mar ja
    ur-Latn | talk       | khudkushi ki rok tham ka din
    ur-Latn | talk       | police ke mutabiq ye khudkushi ka waqia tha
    ur-Latn | talk       | uski khudkushi ki khabar sun kar dukh hua
    ur-Latn | talk       | doctor se baat karo, madad milegi
    ur-Latn | talk       | us ne apne dost ki madad ki
    hi | crisis     | मैं मरना चाहता हूँ
    hi | crisis     | मैं मरना चाहती हूं
    hi | crisis     | मैं आत्महत्या करना चाहता हूँ
    hi | crisis     | मैं जीना नहीं चाहता
    hi | crisis     | मुझे अब जीना नहीं है
    hi | crisis     | मैं अपनी जान देना चाहता हूँ
    hi | incitement | जाकर मर जा
    hi | incitement | आत्महत्या कर लो
    hi | incitement | डूब मर
    hi | incitement | तू फांसी लगा ले
    hi | talk       | आत्महत्या रोकथाम दिवस आज है
    hi | talk       | पुलिस ने कहा कि यह आत्महत्या का मामला है
    hi | talk       | किसानों की आत्महत्या पर रिपोर्ट आई
    hi | talk       | हेल्पलाइन चौबीस घंटे खुली है
    hi | talk       | मेरे दोस्त को मदद की ज़रूरत है
    """
}
