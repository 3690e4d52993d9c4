// DO NOT EDIT. Written by Wordlists/embed; run it after adding, renaming or deleting a file.

#include "include/Wordlists.h"

// #embed is C23, which C17 compilers offer as an extension.
#pragma clang diagnostic ignored "-Wpragmas"
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wc23-extensions"

// A NUL follows each file's bytes, so that an empty file is no empty array.

static const unsigned char file_1[] = {
#embed "allow/common.yaml" suffix(,)
0};

static const unsigned char file_2[] = {
#embed "allow/doubtful.yaml" suffix(,)
0};

static const unsigned char file_3[] = {
#embed "allow/english.yaml" suffix(,)
0};

static const unsigned char file_4[] = {
#embed "allow/figures.yaml" suffix(,)
0};

static const unsigned char file_5[] = {
#embed "allow/hate-denials.yaml" suffix(,)
0};

static const unsigned char file_6[] = {
#embed "allow/languages.yaml" suffix(,)
0};

static const unsigned char file_7[] = {
#embed "allow/medical.yaml" suffix(,)
0};

static const unsigned char file_8[] = {
#embed "allow/names.yaml" suffix(,)
0};

static const unsigned char file_9[] = {
#embed "allow/reports.yaml" suffix(,)
0};

static const unsigned char file_10[] = {
#embed "allow/senses.yaml" suffix(,)
0};

static const unsigned char file_11[] = {
#embed "allow/things.yaml" suffix(,)
0};

static const unsigned char file_12[] = {
#embed "allow/works.yaml" suffix(,)
0};

static const unsigned char file_13[] = {
#embed "allow/world.yaml" suffix(,)
0};

static const unsigned char file_14[] = {
#embed "policy/kids.yaml" suffix(,)
0};

static const unsigned char file_15[] = {
#embed "policy/lenient.yaml" suffix(,)
0};

static const unsigned char file_16[] = {
#embed "policy/standard.yaml" suffix(,)
0};

static const unsigned char file_17[] = {
#embed "policy/strict.yaml" suffix(,)
0};

static const unsigned char file_18[] = {
#embed "rules/aimed-portuguese.yaml" suffix(,)
0};

static const unsigned char file_19[] = {
#embed "rules/aimed.yaml" suffix(,)
0};

static const unsigned char file_20[] = {
#embed "rules/arabic.yaml" suffix(,)
0};

static const unsigned char file_21[] = {
#embed "rules/bengali.yaml" suffix(,)
0};

static const unsigned char file_22[] = {
#embed "rules/bullying.yaml" suffix(,)
0};

static const unsigned char file_23[] = {
#embed "rules/chinese.yaml" suffix(,)
0};

static const unsigned char file_24[] = {
#embed "rules/contact.yaml" suffix(,)
0};

static const unsigned char file_25[] = {
#embed "rules/context.yaml" suffix(,)
0};

static const unsigned char file_26[] = {
#embed "rules/dehumanising.yaml" suffix(,)
0};

static const unsigned char file_27[] = {
#embed "rules/doubtful.yaml" suffix(,)
0};

static const unsigned char file_28[] = {
#embed "rules/greek.yaml" suffix(,)
0};

static const unsigned char file_29[] = {
#embed "rules/grooming.yaml" suffix(,)
0};

static const unsigned char file_30[] = {
#embed "rules/hate-arabic.yaml" suffix(,)
0};

static const unsigned char file_31[] = {
#embed "rules/hate-bengali.yaml" suffix(,)
0};

static const unsigned char file_32[] = {
#embed "rules/hate-chinese.yaml" suffix(,)
0};

static const unsigned char file_33[] = {
#embed "rules/hate-english.yaml" suffix(,)
0};

static const unsigned char file_34[] = {
#embed "rules/hate-greek.yaml" suffix(,)
0};

static const unsigned char file_35[] = {
#embed "rules/hate-hindi.yaml" suffix(,)
0};

static const unsigned char file_36[] = {
#embed "rules/hate-indonesian.yaml" suffix(,)
0};

static const unsigned char file_37[] = {
#embed "rules/hate-japanese.yaml" suffix(,)
0};

static const unsigned char file_38[] = {
#embed "rules/hate-korean.yaml" suffix(,)
0};

static const unsigned char file_39[] = {
#embed "rules/hate-persian.yaml" suffix(,)
0};

static const unsigned char file_40[] = {
#embed "rules/hate-punjabi.yaml" suffix(,)
0};

static const unsigned char file_41[] = {
#embed "rules/hate-roman-urdu.yaml" suffix(,)
0};

static const unsigned char file_42[] = {
#embed "rules/hate-russian.yaml" suffix(,)
0};

static const unsigned char file_43[] = {
#embed "rules/hate-thai.yaml" suffix(,)
0};

static const unsigned char file_44[] = {
#embed "rules/hate-turkish.yaml" suffix(,)
0};

static const unsigned char file_45[] = {
#embed "rules/hate-urdu.yaml" suffix(,)
0};

static const unsigned char file_46[] = {
#embed "rules/hate-vietnamese.yaml" suffix(,)
0};

static const unsigned char file_47[] = {
#embed "rules/hindi.yaml" suffix(,)
0};

static const unsigned char file_48[] = {
#embed "rules/japanese.yaml" suffix(,)
0};

static const unsigned char file_49[] = {
#embed "rules/korean.yaml" suffix(,)
0};

static const unsigned char file_50[] = {
#embed "rules/links.yaml" suffix(,)
0};

static const unsigned char file_51[] = {
#embed "rules/persian.yaml" suffix(,)
0};

static const unsigned char file_52[] = {
#embed "rules/personal-info.yaml" suffix(,)
0};

static const unsigned char file_53[] = {
#embed "rules/punjabi.yaml" suffix(,)
0};

static const unsigned char file_54[] = {
#embed "rules/russian.yaml" suffix(,)
0};

static const unsigned char file_55[] = {
#embed "rules/scam.yaml" suffix(,)
0};

static const unsigned char file_56[] = {
#embed "rules/self-harm.yaml" suffix(,)
0};

static const unsigned char file_57[] = {
#embed "rules/shouting.yaml" suffix(,)
0};

static const unsigned char file_58[] = {
#embed "rules/thai.yaml" suffix(,)
0};

static const unsigned char file_59[] = {
#embed "rules/threats.yaml" suffix(,)
0};

static const unsigned char file_60[] = {
#embed "rules/urdu.yaml" suffix(,)
0};

static const unsigned char file_61[] = {
#embed "support/resources.yaml" suffix(,)
0};

static const unsigned char file_62[] = {
#embed "terms/ar-Latn/hate.txt" suffix(,)
0};

static const unsigned char file_63[] = {
#embed "terms/ar-Latn/insult.txt" suffix(,)
0};

static const unsigned char file_64[] = {
#embed "terms/ar-Latn/profanity.txt" suffix(,)
0};

static const unsigned char file_65[] = {
#embed "terms/ar-Latn/sexual.txt" suffix(,)
0};

static const unsigned char file_66[] = {
#embed "terms/ar-Latn/spam.txt" suffix(,)
0};

static const unsigned char file_67[] = {
#embed "terms/ar-Latn/violence.txt" suffix(,)
0};

static const unsigned char file_68[] = {
#embed "terms/ar/hate.txt" suffix(,)
0};

static const unsigned char file_69[] = {
#embed "terms/ar/insult.txt" suffix(,)
0};

static const unsigned char file_70[] = {
#embed "terms/ar/profanity.txt" suffix(,)
0};

static const unsigned char file_71[] = {
#embed "terms/ar/selfHarm.txt" suffix(,)
0};

static const unsigned char file_72[] = {
#embed "terms/ar/sexual.txt" suffix(,)
0};

static const unsigned char file_73[] = {
#embed "terms/ar/violence.txt" suffix(,)
0};

static const unsigned char file_74[] = {
#embed "terms/bn/hate.txt" suffix(,)
0};

static const unsigned char file_75[] = {
#embed "terms/bn/insult.txt" suffix(,)
0};

static const unsigned char file_76[] = {
#embed "terms/bn/profanity.txt" suffix(,)
0};

static const unsigned char file_77[] = {
#embed "terms/bn/selfHarm.txt" suffix(,)
0};

static const unsigned char file_78[] = {
#embed "terms/bn/sexual.txt" suffix(,)
0};

static const unsigned char file_79[] = {
#embed "terms/bn/violence.txt" suffix(,)
0};

static const unsigned char file_80[] = {
#embed "terms/de/hate.txt" suffix(,)
0};

static const unsigned char file_81[] = {
#embed "terms/de/insult.txt" suffix(,)
0};

static const unsigned char file_82[] = {
#embed "terms/de/personalInfo.txt" suffix(,)
0};

static const unsigned char file_83[] = {
#embed "terms/de/profanity.txt" suffix(,)
0};

static const unsigned char file_84[] = {
#embed "terms/de/regulated.txt" suffix(,)
0};

static const unsigned char file_85[] = {
#embed "terms/de/selfHarm.txt" suffix(,)
0};

static const unsigned char file_86[] = {
#embed "terms/de/sexual-exact.txt" suffix(,)
0};

static const unsigned char file_87[] = {
#embed "terms/de/sexual.txt" suffix(,)
0};

static const unsigned char file_88[] = {
#embed "terms/de/spam.txt" suffix(,)
0};

static const unsigned char file_89[] = {
#embed "terms/de/violence.txt" suffix(,)
0};

static const unsigned char file_90[] = {
#embed "terms/el/accents.txt" suffix(,)
0};

static const unsigned char file_91[] = {
#embed "terms/el/greeklish.txt" suffix(,)
0};

static const unsigned char file_92[] = {
#embed "terms/el/hate.txt" suffix(,)
0};

static const unsigned char file_93[] = {
#embed "terms/el/insult.txt" suffix(,)
0};

static const unsigned char file_94[] = {
#embed "terms/el/profanity.txt" suffix(,)
0};

static const unsigned char file_95[] = {
#embed "terms/el/selfHarm.txt" suffix(,)
0};

static const unsigned char file_96[] = {
#embed "terms/el/sexual.txt" suffix(,)
0};

static const unsigned char file_97[] = {
#embed "terms/el/violence.txt" suffix(,)
0};

static const unsigned char file_98[] = {
#embed "terms/en/exact.txt" suffix(,)
0};

static const unsigned char file_99[] = {
#embed "terms/en/hate.txt" suffix(,)
0};

static const unsigned char file_100[] = {
#embed "terms/en/insult.txt" suffix(,)
0};

static const unsigned char file_101[] = {
#embed "terms/en/profanity.txt" suffix(,)
0};

static const unsigned char file_102[] = {
#embed "terms/en/regulated.txt" suffix(,)
0};

static const unsigned char file_103[] = {
#embed "terms/en/selfHarm.txt" suffix(,)
0};

static const unsigned char file_104[] = {
#embed "terms/en/sexual.txt" suffix(,)
0};

static const unsigned char file_105[] = {
#embed "terms/en/spam.txt" suffix(,)
0};

static const unsigned char file_106[] = {
#embed "terms/en/textspeak.txt" suffix(,)
0};

static const unsigned char file_107[] = {
#embed "terms/en/violence.txt" suffix(,)
0};

static const unsigned char file_108[] = {
#embed "terms/es/hate.txt" suffix(,)
0};

static const unsigned char file_109[] = {
#embed "terms/es/insult.txt" suffix(,)
0};

static const unsigned char file_110[] = {
#embed "terms/es/personalInfo.txt" suffix(,)
0};

static const unsigned char file_111[] = {
#embed "terms/es/profanity-exact.txt" suffix(,)
0};

static const unsigned char file_112[] = {
#embed "terms/es/profanity.txt" suffix(,)
0};

static const unsigned char file_113[] = {
#embed "terms/es/regulated.txt" suffix(,)
0};

static const unsigned char file_114[] = {
#embed "terms/es/selfHarm.txt" suffix(,)
0};

static const unsigned char file_115[] = {
#embed "terms/es/sexual.txt" suffix(,)
0};

static const unsigned char file_116[] = {
#embed "terms/es/spam.txt" suffix(,)
0};

static const unsigned char file_117[] = {
#embed "terms/es/violence.txt" suffix(,)
0};

static const unsigned char file_118[] = {
#embed "terms/fa/exact.txt" suffix(,)
0};

static const unsigned char file_119[] = {
#embed "terms/fa/hate.txt" suffix(,)
0};

static const unsigned char file_120[] = {
#embed "terms/fa/insult.txt" suffix(,)
0};

static const unsigned char file_121[] = {
#embed "terms/fa/profanity.txt" suffix(,)
0};

static const unsigned char file_122[] = {
#embed "terms/fa/selfHarm.txt" suffix(,)
0};

static const unsigned char file_123[] = {
#embed "terms/fa/sexual.txt" suffix(,)
0};

static const unsigned char file_124[] = {
#embed "terms/fa/violence.txt" suffix(,)
0};

static const unsigned char file_125[] = {
#embed "terms/fr/hate-exact.txt" suffix(,)
0};

static const unsigned char file_126[] = {
#embed "terms/fr/hate.txt" suffix(,)
0};

static const unsigned char file_127[] = {
#embed "terms/fr/insult.txt" suffix(,)
0};

static const unsigned char file_128[] = {
#embed "terms/fr/personalInfo.txt" suffix(,)
0};

static const unsigned char file_129[] = {
#embed "terms/fr/profanity.txt" suffix(,)
0};

static const unsigned char file_130[] = {
#embed "terms/fr/regulated.txt" suffix(,)
0};

static const unsigned char file_131[] = {
#embed "terms/fr/selfHarm.txt" suffix(,)
0};

static const unsigned char file_132[] = {
#embed "terms/fr/sexual.txt" suffix(,)
0};

static const unsigned char file_133[] = {
#embed "terms/fr/spam.txt" suffix(,)
0};

static const unsigned char file_134[] = {
#embed "terms/fr/violence.txt" suffix(,)
0};

static const unsigned char file_135[] = {
#embed "terms/hi-Latn/hate.txt" suffix(,)
0};

static const unsigned char file_136[] = {
#embed "terms/hi-Latn/insult.txt" suffix(,)
0};

static const unsigned char file_137[] = {
#embed "terms/hi-Latn/profanity.txt" suffix(,)
0};

static const unsigned char file_138[] = {
#embed "terms/hi-Latn/selfHarm.txt" suffix(,)
0};

static const unsigned char file_139[] = {
#embed "terms/hi-Latn/sexual.txt" suffix(,)
0};

static const unsigned char file_140[] = {
#embed "terms/hi-Latn/violence.txt" suffix(,)
0};

static const unsigned char file_141[] = {
#embed "terms/hi/hate.txt" suffix(,)
0};

static const unsigned char file_142[] = {
#embed "terms/hi/insult.txt" suffix(,)
0};

static const unsigned char file_143[] = {
#embed "terms/hi/profanity.txt" suffix(,)
0};

static const unsigned char file_144[] = {
#embed "terms/hi/selfHarm.txt" suffix(,)
0};

static const unsigned char file_145[] = {
#embed "terms/hi/sexual.txt" suffix(,)
0};

static const unsigned char file_146[] = {
#embed "terms/hi/violence.txt" suffix(,)
0};

static const unsigned char file_147[] = {
#embed "terms/id/hate.txt" suffix(,)
0};

static const unsigned char file_148[] = {
#embed "terms/id/insult.txt" suffix(,)
0};

static const unsigned char file_149[] = {
#embed "terms/id/personalInfo.txt" suffix(,)
0};

static const unsigned char file_150[] = {
#embed "terms/id/profanity.txt" suffix(,)
0};

static const unsigned char file_151[] = {
#embed "terms/id/regulated.txt" suffix(,)
0};

static const unsigned char file_152[] = {
#embed "terms/id/selfHarm.txt" suffix(,)
0};

static const unsigned char file_153[] = {
#embed "terms/id/sexual.txt" suffix(,)
0};

static const unsigned char file_154[] = {
#embed "terms/id/spam.txt" suffix(,)
0};

static const unsigned char file_155[] = {
#embed "terms/id/violence.txt" suffix(,)
0};

static const unsigned char file_156[] = {
#embed "terms/it/hate.txt" suffix(,)
0};

static const unsigned char file_157[] = {
#embed "terms/it/insult.txt" suffix(,)
0};

static const unsigned char file_158[] = {
#embed "terms/it/personalInfo.txt" suffix(,)
0};

static const unsigned char file_159[] = {
#embed "terms/it/profanity.txt" suffix(,)
0};

static const unsigned char file_160[] = {
#embed "terms/it/regulated.txt" suffix(,)
0};

static const unsigned char file_161[] = {
#embed "terms/it/selfHarm.txt" suffix(,)
0};

static const unsigned char file_162[] = {
#embed "terms/it/sexual.txt" suffix(,)
0};

static const unsigned char file_163[] = {
#embed "terms/it/spam.txt" suffix(,)
0};

static const unsigned char file_164[] = {
#embed "terms/it/violence.txt" suffix(,)
0};

static const unsigned char file_165[] = {
#embed "terms/ja/hate.txt" suffix(,)
0};

static const unsigned char file_166[] = {
#embed "terms/ja/insult.txt" suffix(,)
0};

static const unsigned char file_167[] = {
#embed "terms/ja/profanity.txt" suffix(,)
0};

static const unsigned char file_168[] = {
#embed "terms/ja/selfHarm.txt" suffix(,)
0};

static const unsigned char file_169[] = {
#embed "terms/ja/sexual.txt" suffix(,)
0};

static const unsigned char file_170[] = {
#embed "terms/ja/violence.txt" suffix(,)
0};

static const unsigned char file_171[] = {
#embed "terms/ko/hate.txt" suffix(,)
0};

static const unsigned char file_172[] = {
#embed "terms/ko/insult.txt" suffix(,)
0};

static const unsigned char file_173[] = {
#embed "terms/ko/profanity.txt" suffix(,)
0};

static const unsigned char file_174[] = {
#embed "terms/ko/selfHarm.txt" suffix(,)
0};

static const unsigned char file_175[] = {
#embed "terms/ko/sexual.txt" suffix(,)
0};

static const unsigned char file_176[] = {
#embed "terms/ko/violence.txt" suffix(,)
0};

static const unsigned char file_177[] = {
#embed "terms/nl/hate.txt" suffix(,)
0};

static const unsigned char file_178[] = {
#embed "terms/nl/insult-exact.txt" suffix(,)
0};

static const unsigned char file_179[] = {
#embed "terms/nl/insult.txt" suffix(,)
0};

static const unsigned char file_180[] = {
#embed "terms/nl/personalInfo.txt" suffix(,)
0};

static const unsigned char file_181[] = {
#embed "terms/nl/profanity.txt" suffix(,)
0};

static const unsigned char file_182[] = {
#embed "terms/nl/regulated.txt" suffix(,)
0};

static const unsigned char file_183[] = {
#embed "terms/nl/selfHarm.txt" suffix(,)
0};

static const unsigned char file_184[] = {
#embed "terms/nl/sexual.txt" suffix(,)
0};

static const unsigned char file_185[] = {
#embed "terms/nl/spam.txt" suffix(,)
0};

static const unsigned char file_186[] = {
#embed "terms/nl/violence.txt" suffix(,)
0};

static const unsigned char file_187[] = {
#embed "terms/pa/hate.txt" suffix(,)
0};

static const unsigned char file_188[] = {
#embed "terms/pa/insult.txt" suffix(,)
0};

static const unsigned char file_189[] = {
#embed "terms/pa/profanity.txt" suffix(,)
0};

static const unsigned char file_190[] = {
#embed "terms/pa/selfHarm.txt" suffix(,)
0};

static const unsigned char file_191[] = {
#embed "terms/pa/sexual.txt" suffix(,)
0};

static const unsigned char file_192[] = {
#embed "terms/pa/violence.txt" suffix(,)
0};

static const unsigned char file_193[] = {
#embed "terms/pl/hate-exact.txt" suffix(,)
0};

static const unsigned char file_194[] = {
#embed "terms/pl/hate.txt" suffix(,)
0};

static const unsigned char file_195[] = {
#embed "terms/pl/insult-exact.txt" suffix(,)
0};

static const unsigned char file_196[] = {
#embed "terms/pl/insult.txt" suffix(,)
0};

static const unsigned char file_197[] = {
#embed "terms/pl/personalInfo.txt" suffix(,)
0};

static const unsigned char file_198[] = {
#embed "terms/pl/profanity.txt" suffix(,)
0};

static const unsigned char file_199[] = {
#embed "terms/pl/regulated.txt" suffix(,)
0};

static const unsigned char file_200[] = {
#embed "terms/pl/selfHarm.txt" suffix(,)
0};

static const unsigned char file_201[] = {
#embed "terms/pl/sexual.txt" suffix(,)
0};

static const unsigned char file_202[] = {
#embed "terms/pl/spam.txt" suffix(,)
0};

static const unsigned char file_203[] = {
#embed "terms/pl/violence.txt" suffix(,)
0};

static const unsigned char file_204[] = {
#embed "terms/pt/hate.txt" suffix(,)
0};

static const unsigned char file_205[] = {
#embed "terms/pt/insult.txt" suffix(,)
0};

static const unsigned char file_206[] = {
#embed "terms/pt/personalInfo.txt" suffix(,)
0};

static const unsigned char file_207[] = {
#embed "terms/pt/profanity-exact.txt" suffix(,)
0};

static const unsigned char file_208[] = {
#embed "terms/pt/profanity.txt" suffix(,)
0};

static const unsigned char file_209[] = {
#embed "terms/pt/regulated.txt" suffix(,)
0};

static const unsigned char file_210[] = {
#embed "terms/pt/selfHarm.txt" suffix(,)
0};

static const unsigned char file_211[] = {
#embed "terms/pt/sexual-exact.txt" suffix(,)
0};

static const unsigned char file_212[] = {
#embed "terms/pt/sexual.txt" suffix(,)
0};

static const unsigned char file_213[] = {
#embed "terms/pt/spam.txt" suffix(,)
0};

static const unsigned char file_214[] = {
#embed "terms/pt/violence.txt" suffix(,)
0};

static const unsigned char file_215[] = {
#embed "terms/ru/hate.txt" suffix(,)
0};

static const unsigned char file_216[] = {
#embed "terms/ru/insult.txt" suffix(,)
0};

static const unsigned char file_217[] = {
#embed "terms/ru/profanity.txt" suffix(,)
0};

static const unsigned char file_218[] = {
#embed "terms/ru/selfHarm.txt" suffix(,)
0};

static const unsigned char file_219[] = {
#embed "terms/ru/sexual.txt" suffix(,)
0};

static const unsigned char file_220[] = {
#embed "terms/ru/translit.txt" suffix(,)
0};

static const unsigned char file_221[] = {
#embed "terms/ru/violence.txt" suffix(,)
0};

static const unsigned char file_222[] = {
#embed "terms/th/hate.txt" suffix(,)
0};

static const unsigned char file_223[] = {
#embed "terms/th/insult.txt" suffix(,)
0};

static const unsigned char file_224[] = {
#embed "terms/th/profanity.txt" suffix(,)
0};

static const unsigned char file_225[] = {
#embed "terms/th/selfHarm.txt" suffix(,)
0};

static const unsigned char file_226[] = {
#embed "terms/th/sexual.txt" suffix(,)
0};

static const unsigned char file_227[] = {
#embed "terms/th/violence.txt" suffix(,)
0};

static const unsigned char file_228[] = {
#embed "terms/tr/hate.txt" suffix(,)
0};

static const unsigned char file_229[] = {
#embed "terms/tr/insult-plain.txt" suffix(,)
0};

static const unsigned char file_230[] = {
#embed "terms/tr/insult.txt" suffix(,)
0};

static const unsigned char file_231[] = {
#embed "terms/tr/personalInfo.txt" suffix(,)
0};

static const unsigned char file_232[] = {
#embed "terms/tr/profanity.txt" suffix(,)
0};

static const unsigned char file_233[] = {
#embed "terms/tr/regulated.txt" suffix(,)
0};

static const unsigned char file_234[] = {
#embed "terms/tr/selfHarm.txt" suffix(,)
0};

static const unsigned char file_235[] = {
#embed "terms/tr/sexual.txt" suffix(,)
0};

static const unsigned char file_236[] = {
#embed "terms/tr/spam.txt" suffix(,)
0};

static const unsigned char file_237[] = {
#embed "terms/tr/violence.txt" suffix(,)
0};

static const unsigned char file_238[] = {
#embed "terms/ur-Latn/exact.txt" suffix(,)
0};

static const unsigned char file_239[] = {
#embed "terms/ur-Latn/hate.txt" suffix(,)
0};

static const unsigned char file_240[] = {
#embed "terms/ur-Latn/insult.txt" suffix(,)
0};

static const unsigned char file_241[] = {
#embed "terms/ur-Latn/personalInfo.txt" suffix(,)
0};

static const unsigned char file_242[] = {
#embed "terms/ur-Latn/profanity.txt" suffix(,)
0};

static const unsigned char file_243[] = {
#embed "terms/ur-Latn/regulated.txt" suffix(,)
0};

static const unsigned char file_244[] = {
#embed "terms/ur-Latn/selfHarm.txt" suffix(,)
0};

static const unsigned char file_245[] = {
#embed "terms/ur-Latn/sexual.txt" suffix(,)
0};

static const unsigned char file_246[] = {
#embed "terms/ur-Latn/spam.txt" suffix(,)
0};

static const unsigned char file_247[] = {
#embed "terms/ur-Latn/violence.txt" suffix(,)
0};

static const unsigned char file_248[] = {
#embed "terms/ur/hate.txt" suffix(,)
0};

static const unsigned char file_249[] = {
#embed "terms/ur/insult.txt" suffix(,)
0};

static const unsigned char file_250[] = {
#embed "terms/ur/profanity.txt" suffix(,)
0};

static const unsigned char file_251[] = {
#embed "terms/ur/selfHarm.txt" suffix(,)
0};

static const unsigned char file_252[] = {
#embed "terms/ur/sexual.txt" suffix(,)
0};

static const unsigned char file_253[] = {
#embed "terms/ur/violence.txt" suffix(,)
0};

static const unsigned char file_254[] = {
#embed "terms/vi/hate.txt" suffix(,)
0};

static const unsigned char file_255[] = {
#embed "terms/vi/insult.txt" suffix(,)
0};

static const unsigned char file_256[] = {
#embed "terms/vi/personalInfo.txt" suffix(,)
0};

static const unsigned char file_257[] = {
#embed "terms/vi/profanity.txt" suffix(,)
0};

static const unsigned char file_258[] = {
#embed "terms/vi/regulated.txt" suffix(,)
0};

static const unsigned char file_259[] = {
#embed "terms/vi/selfHarm.txt" suffix(,)
0};

static const unsigned char file_260[] = {
#embed "terms/vi/sexual.txt" suffix(,)
0};

static const unsigned char file_261[] = {
#embed "terms/vi/spam.txt" suffix(,)
0};

static const unsigned char file_262[] = {
#embed "terms/vi/violence.txt" suffix(,)
0};

static const unsigned char file_263[] = {
#embed "terms/zh/hate.txt" suffix(,)
0};

static const unsigned char file_264[] = {
#embed "terms/zh/insult.txt" suffix(,)
0};

static const unsigned char file_265[] = {
#embed "terms/zh/profanity.txt" suffix(,)
0};

static const unsigned char file_266[] = {
#embed "terms/zh/selfHarm.txt" suffix(,)
0};

static const unsigned char file_267[] = {
#embed "terms/zh/sexual.txt" suffix(,)
0};

static const unsigned char file_268[] = {
#embed "terms/zh/violence.txt" suffix(,)
0};

static const unsigned char file_269[] = {
#embed "words/de.txt" suffix(,)
0};

static const unsigned char file_270[] = {
#embed "words/en.txt" suffix(,)
0};

static const unsigned char file_271[] = {
#embed "words/es.txt" suffix(,)
0};

static const unsigned char file_272[] = {
#embed "words/fr.txt" suffix(,)
0};

static const unsigned char file_273[] = {
#embed "words/ru.txt" suffix(,)
0};

static const unsigned char file_274[] = {
#embed "words/ur-Latn.txt" suffix(,)
0};

const struct cs_embedded_file cs_wordlists[] = {
  {"allow/common.yaml", file_1, sizeof file_1 - 1},
  {"allow/doubtful.yaml", file_2, sizeof file_2 - 1},
  {"allow/english.yaml", file_3, sizeof file_3 - 1},
  {"allow/figures.yaml", file_4, sizeof file_4 - 1},
  {"allow/hate-denials.yaml", file_5, sizeof file_5 - 1},
  {"allow/languages.yaml", file_6, sizeof file_6 - 1},
  {"allow/medical.yaml", file_7, sizeof file_7 - 1},
  {"allow/names.yaml", file_8, sizeof file_8 - 1},
  {"allow/reports.yaml", file_9, sizeof file_9 - 1},
  {"allow/senses.yaml", file_10, sizeof file_10 - 1},
  {"allow/things.yaml", file_11, sizeof file_11 - 1},
  {"allow/works.yaml", file_12, sizeof file_12 - 1},
  {"allow/world.yaml", file_13, sizeof file_13 - 1},
  {"policy/kids.yaml", file_14, sizeof file_14 - 1},
  {"policy/lenient.yaml", file_15, sizeof file_15 - 1},
  {"policy/standard.yaml", file_16, sizeof file_16 - 1},
  {"policy/strict.yaml", file_17, sizeof file_17 - 1},
  {"rules/aimed-portuguese.yaml", file_18, sizeof file_18 - 1},
  {"rules/aimed.yaml", file_19, sizeof file_19 - 1},
  {"rules/arabic.yaml", file_20, sizeof file_20 - 1},
  {"rules/bengali.yaml", file_21, sizeof file_21 - 1},
  {"rules/bullying.yaml", file_22, sizeof file_22 - 1},
  {"rules/chinese.yaml", file_23, sizeof file_23 - 1},
  {"rules/contact.yaml", file_24, sizeof file_24 - 1},
  {"rules/context.yaml", file_25, sizeof file_25 - 1},
  {"rules/dehumanising.yaml", file_26, sizeof file_26 - 1},
  {"rules/doubtful.yaml", file_27, sizeof file_27 - 1},
  {"rules/greek.yaml", file_28, sizeof file_28 - 1},
  {"rules/grooming.yaml", file_29, sizeof file_29 - 1},
  {"rules/hate-arabic.yaml", file_30, sizeof file_30 - 1},
  {"rules/hate-bengali.yaml", file_31, sizeof file_31 - 1},
  {"rules/hate-chinese.yaml", file_32, sizeof file_32 - 1},
  {"rules/hate-english.yaml", file_33, sizeof file_33 - 1},
  {"rules/hate-greek.yaml", file_34, sizeof file_34 - 1},
  {"rules/hate-hindi.yaml", file_35, sizeof file_35 - 1},
  {"rules/hate-indonesian.yaml", file_36, sizeof file_36 - 1},
  {"rules/hate-japanese.yaml", file_37, sizeof file_37 - 1},
  {"rules/hate-korean.yaml", file_38, sizeof file_38 - 1},
  {"rules/hate-persian.yaml", file_39, sizeof file_39 - 1},
  {"rules/hate-punjabi.yaml", file_40, sizeof file_40 - 1},
  {"rules/hate-roman-urdu.yaml", file_41, sizeof file_41 - 1},
  {"rules/hate-russian.yaml", file_42, sizeof file_42 - 1},
  {"rules/hate-thai.yaml", file_43, sizeof file_43 - 1},
  {"rules/hate-turkish.yaml", file_44, sizeof file_44 - 1},
  {"rules/hate-urdu.yaml", file_45, sizeof file_45 - 1},
  {"rules/hate-vietnamese.yaml", file_46, sizeof file_46 - 1},
  {"rules/hindi.yaml", file_47, sizeof file_47 - 1},
  {"rules/japanese.yaml", file_48, sizeof file_48 - 1},
  {"rules/korean.yaml", file_49, sizeof file_49 - 1},
  {"rules/links.yaml", file_50, sizeof file_50 - 1},
  {"rules/persian.yaml", file_51, sizeof file_51 - 1},
  {"rules/personal-info.yaml", file_52, sizeof file_52 - 1},
  {"rules/punjabi.yaml", file_53, sizeof file_53 - 1},
  {"rules/russian.yaml", file_54, sizeof file_54 - 1},
  {"rules/scam.yaml", file_55, sizeof file_55 - 1},
  {"rules/self-harm.yaml", file_56, sizeof file_56 - 1},
  {"rules/shouting.yaml", file_57, sizeof file_57 - 1},
  {"rules/thai.yaml", file_58, sizeof file_58 - 1},
  {"rules/threats.yaml", file_59, sizeof file_59 - 1},
  {"rules/urdu.yaml", file_60, sizeof file_60 - 1},
  {"support/resources.yaml", file_61, sizeof file_61 - 1},
  {"terms/ar-Latn/hate.txt", file_62, sizeof file_62 - 1},
  {"terms/ar-Latn/insult.txt", file_63, sizeof file_63 - 1},
  {"terms/ar-Latn/profanity.txt", file_64, sizeof file_64 - 1},
  {"terms/ar-Latn/sexual.txt", file_65, sizeof file_65 - 1},
  {"terms/ar-Latn/spam.txt", file_66, sizeof file_66 - 1},
  {"terms/ar-Latn/violence.txt", file_67, sizeof file_67 - 1},
  {"terms/ar/hate.txt", file_68, sizeof file_68 - 1},
  {"terms/ar/insult.txt", file_69, sizeof file_69 - 1},
  {"terms/ar/profanity.txt", file_70, sizeof file_70 - 1},
  {"terms/ar/selfHarm.txt", file_71, sizeof file_71 - 1},
  {"terms/ar/sexual.txt", file_72, sizeof file_72 - 1},
  {"terms/ar/violence.txt", file_73, sizeof file_73 - 1},
  {"terms/bn/hate.txt", file_74, sizeof file_74 - 1},
  {"terms/bn/insult.txt", file_75, sizeof file_75 - 1},
  {"terms/bn/profanity.txt", file_76, sizeof file_76 - 1},
  {"terms/bn/selfHarm.txt", file_77, sizeof file_77 - 1},
  {"terms/bn/sexual.txt", file_78, sizeof file_78 - 1},
  {"terms/bn/violence.txt", file_79, sizeof file_79 - 1},
  {"terms/de/hate.txt", file_80, sizeof file_80 - 1},
  {"terms/de/insult.txt", file_81, sizeof file_81 - 1},
  {"terms/de/personalInfo.txt", file_82, sizeof file_82 - 1},
  {"terms/de/profanity.txt", file_83, sizeof file_83 - 1},
  {"terms/de/regulated.txt", file_84, sizeof file_84 - 1},
  {"terms/de/selfHarm.txt", file_85, sizeof file_85 - 1},
  {"terms/de/sexual-exact.txt", file_86, sizeof file_86 - 1},
  {"terms/de/sexual.txt", file_87, sizeof file_87 - 1},
  {"terms/de/spam.txt", file_88, sizeof file_88 - 1},
  {"terms/de/violence.txt", file_89, sizeof file_89 - 1},
  {"terms/el/accents.txt", file_90, sizeof file_90 - 1},
  {"terms/el/greeklish.txt", file_91, sizeof file_91 - 1},
  {"terms/el/hate.txt", file_92, sizeof file_92 - 1},
  {"terms/el/insult.txt", file_93, sizeof file_93 - 1},
  {"terms/el/profanity.txt", file_94, sizeof file_94 - 1},
  {"terms/el/selfHarm.txt", file_95, sizeof file_95 - 1},
  {"terms/el/sexual.txt", file_96, sizeof file_96 - 1},
  {"terms/el/violence.txt", file_97, sizeof file_97 - 1},
  {"terms/en/exact.txt", file_98, sizeof file_98 - 1},
  {"terms/en/hate.txt", file_99, sizeof file_99 - 1},
  {"terms/en/insult.txt", file_100, sizeof file_100 - 1},
  {"terms/en/profanity.txt", file_101, sizeof file_101 - 1},
  {"terms/en/regulated.txt", file_102, sizeof file_102 - 1},
  {"terms/en/selfHarm.txt", file_103, sizeof file_103 - 1},
  {"terms/en/sexual.txt", file_104, sizeof file_104 - 1},
  {"terms/en/spam.txt", file_105, sizeof file_105 - 1},
  {"terms/en/textspeak.txt", file_106, sizeof file_106 - 1},
  {"terms/en/violence.txt", file_107, sizeof file_107 - 1},
  {"terms/es/hate.txt", file_108, sizeof file_108 - 1},
  {"terms/es/insult.txt", file_109, sizeof file_109 - 1},
  {"terms/es/personalInfo.txt", file_110, sizeof file_110 - 1},
  {"terms/es/profanity-exact.txt", file_111, sizeof file_111 - 1},
  {"terms/es/profanity.txt", file_112, sizeof file_112 - 1},
  {"terms/es/regulated.txt", file_113, sizeof file_113 - 1},
  {"terms/es/selfHarm.txt", file_114, sizeof file_114 - 1},
  {"terms/es/sexual.txt", file_115, sizeof file_115 - 1},
  {"terms/es/spam.txt", file_116, sizeof file_116 - 1},
  {"terms/es/violence.txt", file_117, sizeof file_117 - 1},
  {"terms/fa/exact.txt", file_118, sizeof file_118 - 1},
  {"terms/fa/hate.txt", file_119, sizeof file_119 - 1},
  {"terms/fa/insult.txt", file_120, sizeof file_120 - 1},
  {"terms/fa/profanity.txt", file_121, sizeof file_121 - 1},
  {"terms/fa/selfHarm.txt", file_122, sizeof file_122 - 1},
  {"terms/fa/sexual.txt", file_123, sizeof file_123 - 1},
  {"terms/fa/violence.txt", file_124, sizeof file_124 - 1},
  {"terms/fr/hate-exact.txt", file_125, sizeof file_125 - 1},
  {"terms/fr/hate.txt", file_126, sizeof file_126 - 1},
  {"terms/fr/insult.txt", file_127, sizeof file_127 - 1},
  {"terms/fr/personalInfo.txt", file_128, sizeof file_128 - 1},
  {"terms/fr/profanity.txt", file_129, sizeof file_129 - 1},
  {"terms/fr/regulated.txt", file_130, sizeof file_130 - 1},
  {"terms/fr/selfHarm.txt", file_131, sizeof file_131 - 1},
  {"terms/fr/sexual.txt", file_132, sizeof file_132 - 1},
  {"terms/fr/spam.txt", file_133, sizeof file_133 - 1},
  {"terms/fr/violence.txt", file_134, sizeof file_134 - 1},
  {"terms/hi-Latn/hate.txt", file_135, sizeof file_135 - 1},
  {"terms/hi-Latn/insult.txt", file_136, sizeof file_136 - 1},
  {"terms/hi-Latn/profanity.txt", file_137, sizeof file_137 - 1},
  {"terms/hi-Latn/selfHarm.txt", file_138, sizeof file_138 - 1},
  {"terms/hi-Latn/sexual.txt", file_139, sizeof file_139 - 1},
  {"terms/hi-Latn/violence.txt", file_140, sizeof file_140 - 1},
  {"terms/hi/hate.txt", file_141, sizeof file_141 - 1},
  {"terms/hi/insult.txt", file_142, sizeof file_142 - 1},
  {"terms/hi/profanity.txt", file_143, sizeof file_143 - 1},
  {"terms/hi/selfHarm.txt", file_144, sizeof file_144 - 1},
  {"terms/hi/sexual.txt", file_145, sizeof file_145 - 1},
  {"terms/hi/violence.txt", file_146, sizeof file_146 - 1},
  {"terms/id/hate.txt", file_147, sizeof file_147 - 1},
  {"terms/id/insult.txt", file_148, sizeof file_148 - 1},
  {"terms/id/personalInfo.txt", file_149, sizeof file_149 - 1},
  {"terms/id/profanity.txt", file_150, sizeof file_150 - 1},
  {"terms/id/regulated.txt", file_151, sizeof file_151 - 1},
  {"terms/id/selfHarm.txt", file_152, sizeof file_152 - 1},
  {"terms/id/sexual.txt", file_153, sizeof file_153 - 1},
  {"terms/id/spam.txt", file_154, sizeof file_154 - 1},
  {"terms/id/violence.txt", file_155, sizeof file_155 - 1},
  {"terms/it/hate.txt", file_156, sizeof file_156 - 1},
  {"terms/it/insult.txt", file_157, sizeof file_157 - 1},
  {"terms/it/personalInfo.txt", file_158, sizeof file_158 - 1},
  {"terms/it/profanity.txt", file_159, sizeof file_159 - 1},
  {"terms/it/regulated.txt", file_160, sizeof file_160 - 1},
  {"terms/it/selfHarm.txt", file_161, sizeof file_161 - 1},
  {"terms/it/sexual.txt", file_162, sizeof file_162 - 1},
  {"terms/it/spam.txt", file_163, sizeof file_163 - 1},
  {"terms/it/violence.txt", file_164, sizeof file_164 - 1},
  {"terms/ja/hate.txt", file_165, sizeof file_165 - 1},
  {"terms/ja/insult.txt", file_166, sizeof file_166 - 1},
  {"terms/ja/profanity.txt", file_167, sizeof file_167 - 1},
  {"terms/ja/selfHarm.txt", file_168, sizeof file_168 - 1},
  {"terms/ja/sexual.txt", file_169, sizeof file_169 - 1},
  {"terms/ja/violence.txt", file_170, sizeof file_170 - 1},
  {"terms/ko/hate.txt", file_171, sizeof file_171 - 1},
  {"terms/ko/insult.txt", file_172, sizeof file_172 - 1},
  {"terms/ko/profanity.txt", file_173, sizeof file_173 - 1},
  {"terms/ko/selfHarm.txt", file_174, sizeof file_174 - 1},
  {"terms/ko/sexual.txt", file_175, sizeof file_175 - 1},
  {"terms/ko/violence.txt", file_176, sizeof file_176 - 1},
  {"terms/nl/hate.txt", file_177, sizeof file_177 - 1},
  {"terms/nl/insult-exact.txt", file_178, sizeof file_178 - 1},
  {"terms/nl/insult.txt", file_179, sizeof file_179 - 1},
  {"terms/nl/personalInfo.txt", file_180, sizeof file_180 - 1},
  {"terms/nl/profanity.txt", file_181, sizeof file_181 - 1},
  {"terms/nl/regulated.txt", file_182, sizeof file_182 - 1},
  {"terms/nl/selfHarm.txt", file_183, sizeof file_183 - 1},
  {"terms/nl/sexual.txt", file_184, sizeof file_184 - 1},
  {"terms/nl/spam.txt", file_185, sizeof file_185 - 1},
  {"terms/nl/violence.txt", file_186, sizeof file_186 - 1},
  {"terms/pa/hate.txt", file_187, sizeof file_187 - 1},
  {"terms/pa/insult.txt", file_188, sizeof file_188 - 1},
  {"terms/pa/profanity.txt", file_189, sizeof file_189 - 1},
  {"terms/pa/selfHarm.txt", file_190, sizeof file_190 - 1},
  {"terms/pa/sexual.txt", file_191, sizeof file_191 - 1},
  {"terms/pa/violence.txt", file_192, sizeof file_192 - 1},
  {"terms/pl/hate-exact.txt", file_193, sizeof file_193 - 1},
  {"terms/pl/hate.txt", file_194, sizeof file_194 - 1},
  {"terms/pl/insult-exact.txt", file_195, sizeof file_195 - 1},
  {"terms/pl/insult.txt", file_196, sizeof file_196 - 1},
  {"terms/pl/personalInfo.txt", file_197, sizeof file_197 - 1},
  {"terms/pl/profanity.txt", file_198, sizeof file_198 - 1},
  {"terms/pl/regulated.txt", file_199, sizeof file_199 - 1},
  {"terms/pl/selfHarm.txt", file_200, sizeof file_200 - 1},
  {"terms/pl/sexual.txt", file_201, sizeof file_201 - 1},
  {"terms/pl/spam.txt", file_202, sizeof file_202 - 1},
  {"terms/pl/violence.txt", file_203, sizeof file_203 - 1},
  {"terms/pt/hate.txt", file_204, sizeof file_204 - 1},
  {"terms/pt/insult.txt", file_205, sizeof file_205 - 1},
  {"terms/pt/personalInfo.txt", file_206, sizeof file_206 - 1},
  {"terms/pt/profanity-exact.txt", file_207, sizeof file_207 - 1},
  {"terms/pt/profanity.txt", file_208, sizeof file_208 - 1},
  {"terms/pt/regulated.txt", file_209, sizeof file_209 - 1},
  {"terms/pt/selfHarm.txt", file_210, sizeof file_210 - 1},
  {"terms/pt/sexual-exact.txt", file_211, sizeof file_211 - 1},
  {"terms/pt/sexual.txt", file_212, sizeof file_212 - 1},
  {"terms/pt/spam.txt", file_213, sizeof file_213 - 1},
  {"terms/pt/violence.txt", file_214, sizeof file_214 - 1},
  {"terms/ru/hate.txt", file_215, sizeof file_215 - 1},
  {"terms/ru/insult.txt", file_216, sizeof file_216 - 1},
  {"terms/ru/profanity.txt", file_217, sizeof file_217 - 1},
  {"terms/ru/selfHarm.txt", file_218, sizeof file_218 - 1},
  {"terms/ru/sexual.txt", file_219, sizeof file_219 - 1},
  {"terms/ru/translit.txt", file_220, sizeof file_220 - 1},
  {"terms/ru/violence.txt", file_221, sizeof file_221 - 1},
  {"terms/th/hate.txt", file_222, sizeof file_222 - 1},
  {"terms/th/insult.txt", file_223, sizeof file_223 - 1},
  {"terms/th/profanity.txt", file_224, sizeof file_224 - 1},
  {"terms/th/selfHarm.txt", file_225, sizeof file_225 - 1},
  {"terms/th/sexual.txt", file_226, sizeof file_226 - 1},
  {"terms/th/violence.txt", file_227, sizeof file_227 - 1},
  {"terms/tr/hate.txt", file_228, sizeof file_228 - 1},
  {"terms/tr/insult-plain.txt", file_229, sizeof file_229 - 1},
  {"terms/tr/insult.txt", file_230, sizeof file_230 - 1},
  {"terms/tr/personalInfo.txt", file_231, sizeof file_231 - 1},
  {"terms/tr/profanity.txt", file_232, sizeof file_232 - 1},
  {"terms/tr/regulated.txt", file_233, sizeof file_233 - 1},
  {"terms/tr/selfHarm.txt", file_234, sizeof file_234 - 1},
  {"terms/tr/sexual.txt", file_235, sizeof file_235 - 1},
  {"terms/tr/spam.txt", file_236, sizeof file_236 - 1},
  {"terms/tr/violence.txt", file_237, sizeof file_237 - 1},
  {"terms/ur-Latn/exact.txt", file_238, sizeof file_238 - 1},
  {"terms/ur-Latn/hate.txt", file_239, sizeof file_239 - 1},
  {"terms/ur-Latn/insult.txt", file_240, sizeof file_240 - 1},
  {"terms/ur-Latn/personalInfo.txt", file_241, sizeof file_241 - 1},
  {"terms/ur-Latn/profanity.txt", file_242, sizeof file_242 - 1},
  {"terms/ur-Latn/regulated.txt", file_243, sizeof file_243 - 1},
  {"terms/ur-Latn/selfHarm.txt", file_244, sizeof file_244 - 1},
  {"terms/ur-Latn/sexual.txt", file_245, sizeof file_245 - 1},
  {"terms/ur-Latn/spam.txt", file_246, sizeof file_246 - 1},
  {"terms/ur-Latn/violence.txt", file_247, sizeof file_247 - 1},
  {"terms/ur/hate.txt", file_248, sizeof file_248 - 1},
  {"terms/ur/insult.txt", file_249, sizeof file_249 - 1},
  {"terms/ur/profanity.txt", file_250, sizeof file_250 - 1},
  {"terms/ur/selfHarm.txt", file_251, sizeof file_251 - 1},
  {"terms/ur/sexual.txt", file_252, sizeof file_252 - 1},
  {"terms/ur/violence.txt", file_253, sizeof file_253 - 1},
  {"terms/vi/hate.txt", file_254, sizeof file_254 - 1},
  {"terms/vi/insult.txt", file_255, sizeof file_255 - 1},
  {"terms/vi/personalInfo.txt", file_256, sizeof file_256 - 1},
  {"terms/vi/profanity.txt", file_257, sizeof file_257 - 1},
  {"terms/vi/regulated.txt", file_258, sizeof file_258 - 1},
  {"terms/vi/selfHarm.txt", file_259, sizeof file_259 - 1},
  {"terms/vi/sexual.txt", file_260, sizeof file_260 - 1},
  {"terms/vi/spam.txt", file_261, sizeof file_261 - 1},
  {"terms/vi/violence.txt", file_262, sizeof file_262 - 1},
  {"terms/zh/hate.txt", file_263, sizeof file_263 - 1},
  {"terms/zh/insult.txt", file_264, sizeof file_264 - 1},
  {"terms/zh/profanity.txt", file_265, sizeof file_265 - 1},
  {"terms/zh/selfHarm.txt", file_266, sizeof file_266 - 1},
  {"terms/zh/sexual.txt", file_267, sizeof file_267 - 1},
  {"terms/zh/violence.txt", file_268, sizeof file_268 - 1},
  {"words/de.txt", file_269, sizeof file_269 - 1},
  {"words/en.txt", file_270, sizeof file_270 - 1},
  {"words/es.txt", file_271, sizeof file_271 - 1},
  {"words/fr.txt", file_272, sizeof file_272 - 1},
  {"words/ru.txt", file_273, sizeof file_273 - 1},
  {"words/ur-Latn.txt", file_274, sizeof file_274 - 1},
  {0, 0, 0},
};

const size_t cs_wordlists_count = 274;
