namespace Drayage.Tests.Formats.Toml;

internal static partial class TomlCases
{
    private static (string, string) Float(string text, string value) => ($"a = {text}", $$$"""{"a":{"<float>":"{{{value}}}"}}""");

    private static (string, string) Integer(string text, string value) => ($"a = {text}", $$"""{"a":{{value}}}""");

    private static (string, string) Wrong(string text) => ($"a = {text}", $"1:5: found '{text}', expected a value");

    private static readonly (string, string)[] ValidNumbers =
    [
        Integer("+99", "99"), Integer("42", "42"), Integer("0", "0"), Integer("+0", "0"), Integer("-0", "0"),
        Integer("-17", "-17"), Integer("1_000", "1000"), Integer("5_349_221", "5349221"), Integer("53_49_221", "5349221"),
        Integer("1_2_3_4_5", "12345"), Integer("0xDEADBEEF", "3735928559"), Integer("0xdeadbeef", "3735928559"),
        Integer("0xdead_beef", "3735928559"), Integer("0o01234567", "342391"), Integer("0o755", "493"),
        Integer("0b11010110", "214"), Integer("0x00", "0"), Integer("0b0_1", "1"), Integer("0xe1", "225"),
        Integer("9223372036854775807", "9223372036854775807"), Integer("-9223372036854775808", "-9223372036854775808"),
        Integer("0x7FFFFFFFFFFFFFFF", "9223372036854775807"), Integer("0o777777777777777777777", "9223372036854775807"),
        Integer("0b111111111111111111111111111111111111111111111111111111111111111", "9223372036854775807"),
        Integer("true", "true"), Integer("false", "false"),
        Float("+1.0", "1.0000000000000000E+000"), Float("3.1415", "3.1415000000000002E+000"),
        Float("-0.01", "-1.0000000000000000E-002"), Float("5e+22", "4.9999999999999996E+022"),
        Float("1e06", "1.0000000000000000E+006"), Float("-2E-2", "-2.0000000000000000E-002"),
        Float("6.626e-34", "6.6259999999999998E-034"), Float("224_617.445_991_228", "2.2461744599122801E+005"),
        Float("1_0e1_0", "1.0000000000000000E+011"), Float("0.0", "0.0000000000000000E+000"),
        Float("-0.0", "-0.0000000000000000E+000"), Float("0e0", "0.0000000000000000E+000"),
        Float("1e00", "1.0000000000000000E+000"), Float("1.00", "1.0000000000000000E+000"),
        Float("inf", "Infinity"), Float("+inf", "Infinity"), Float("-inf", "-Infinity"),
        Float("nan", "nan"), Float("+nan", "nan"), Float("-nan", "nan"), Float("1e400", "Infinity"), Float("-1e400", "-Infinity"),
        Float("5e-324", "4.9406564584124654E-324"), Float("1.7976931348623157e308", "1.7976931348623157E+308"),
    ];

    private static readonly (string, string)[] InvalidNumbers =
    [
        Wrong("01"), Wrong("-01"), Wrong("+01"), Wrong("00"), Wrong("0_1"), Wrong("1__0"), Wrong("_1"), Wrong("1_"), Wrong("+_1"),
        Wrong("--1"), Wrong("++1"), Wrong("+-1"), Wrong("+"), Wrong("-"), Wrong("0x"), Wrong("0xG"), Wrong("0x_1"), Wrong("0x1_"),
        Wrong("0x1__2"), Wrong("+0x1"), Wrong("-0b1"), Wrong("0X1"), Wrong("0O7"), Wrong("0B1"), Wrong("0o8"), Wrong("0b2"), Wrong("0b"),
        Wrong("1a"), Wrong("0xx1"), Wrong("９"), Wrong("1٣"),
        Wrong("9223372036854775808"), Wrong("-9223372036854775809"), Wrong("0x8000000000000000"), Wrong("0xFFFFFFFFFFFFFFFFF"),
        Wrong("0o1000000000000000000000"),
        Wrong("1."), Wrong(".1"), Wrong("+.1"), Wrong("1.e1"), Wrong("1e"), Wrong("1e+"), Wrong("e1"), Wrong("1e1.0"), Wrong("1e1e1"),
        Wrong("1.2.3"), Wrong("01.0"), Wrong("00.0"), Wrong("01e1"), Wrong("1_.0"), Wrong("1._0"), Wrong("1.0_"), Wrong("1e_1"), Wrong("1e1_"),
        Wrong("1_e1"), Wrong("_1.0"), Wrong("1__0.0"), Wrong("1.0__0"), Wrong("1.-0"), Wrong("1e++1"), Wrong("0x1.8p3"),
        Wrong("Inf"), Wrong("INF"), Wrong("NaN"), Wrong("infinity"), Wrong("++inf"), Wrong("in"), Wrong("nan_"), Wrong("inf1"),
        Wrong("True"), Wrong("FALSE"), Wrong("tru"), Wrong("truefalse"), Wrong("+true"), Wrong("null"), Wrong("yes"),
        ("a = 1 2", "1:7: found '2', expected the end of the line"),
        ("a = 1 _0", "1:7: found '_', expected the end of the line"),
        ("a = 1, 2", "1:6: found ',', expected the end of the line"),
    ];

    private static (string, string) Date(string text, string kind, string value) => ($"a = {text}", $$$"""{"a":{"<{{{kind}}}>":"{{{value}}}"}}""");

    private static readonly (string, string)[] ValidDates =
    [
        Date("1979-05-27T07:32:00Z", "offset-date-time", "1979-05-27T07:32:00.000000 0"),
        Date("1979-05-27T00:32:00-07:00", "offset-date-time", "1979-05-27T00:32:00.000000 -420"),
        Date("1979-05-27T00:32:00.999999-07:00", "offset-date-time", "1979-05-27T00:32:00.999999 -420"),
        Date("1979-05-27 07:32:00Z", "offset-date-time", "1979-05-27T07:32:00.000000 0"),
        Date("1979-05-27t07:32:00z", "offset-date-time", "1979-05-27T07:32:00.000000 0"),
        Date("1979-05-27 07:32:00+00:00", "offset-date-time", "1979-05-27T07:32:00.000000 0"),
        Date("1979-05-27T07:32:00-00:00", "offset-date-time", "1979-05-27T07:32:00.000000 0"),
        Date("1979-05-27T07:32:00+23:59", "offset-date-time", "1979-05-27T07:32:00.000000 1439"),
        Date("0001-01-01T00:00:00+23:59", "offset-date-time", "0001-01-01T00:00:00.000000 1439"),
        Date("9999-12-31T23:59:59.999999-23:59", "offset-date-time", "9999-12-31T23:59:59.999999 -1439"),
        Date("1979-05-27T07:32:00.1Z", "offset-date-time", "1979-05-27T07:32:00.100000 0"),
        Date("1979-05-27T07:32:00", "local-date-time", "1979-05-27T07:32:00.000000"),
        Date("1979-05-27T00:32:00.999999", "local-date-time", "1979-05-27T00:32:00.999999"),
        Date("1979-05-27 00:32:00.5", "local-date-time", "1979-05-27T00:32:00.500000"),
        Date("1979-05-27T00:32:00.123456789012345", "local-date-time", "1979-05-27T00:32:00.123456"),
        Date("1979-05-27", "local-date", "1979-05-27"),
        Date("1979-05-27 ", "local-date", "1979-05-27"),
        Date("1979-05-27 # c", "local-date", "1979-05-27"),
        Date("2000-02-29", "local-date", "2000-02-29"),
        Date("2024-02-29", "local-date", "2024-02-29"),
        Date("07:32:00", "local-time", "07:32:00.000000"),
        Date("00:32:00.999999", "local-time", "00:32:00.999999"),
        Date("23:59:59.9999999999", "local-time", "23:59:59.999999"),
        Date("00:00:00", "local-time", "00:00:00.000000"),
        ("a = [1979-05-27,07:32:00]", """{"a":[{"<local-date>":"1979-05-27"},{"<local-time>":"07:32:00.000000"}]}"""),
    ];

    private static readonly (string, string)[] InvalidDates =
    [
        Wrong("1979-13-01"), Wrong("1979-00-01"), Wrong("1979-01-00"), Wrong("1979-01-32"), Wrong("1979-04-31"), Wrong("1979-02-29"),
        Wrong("1900-02-29"), Wrong("2100-02-29"), Wrong("0000-01-01"), Wrong("1979-1-01"), Wrong("1979-01-1"), Wrong("79-01-01"),
        Wrong("19790-01-01"), Wrong("1979-05"), Wrong("1979-05-27T"), Wrong("1979-05-27T07"), Wrong("1979-05-27T07:32"),
        Wrong("1979-05-27T07:32Z"), Wrong("1979-05-27 07:32"), Wrong("1979-05-27T24:00:00"), Wrong("1979-05-27T07:60:00"),
        Wrong("1979-05-27T07:32:60"), Wrong("1979-05-27T07:32:61Z"), Wrong("1979-05-27T7:32:00"), Wrong("1979-05-27T07:32:00."),
        Wrong("1979-05-27T07:32:00.Z"), Wrong("1979-05-27T07:32:00+"), Wrong("1979-05-27T07:32:00+07"), Wrong("1979-05-27T07:32:00+0700"),
        Wrong("1979-05-27T07:32:00+24:00"), Wrong("1979-05-27T07:32:00+07:60"), Wrong("1979-05-27T07:32:00+7:00"),
        Wrong("1979-05-27T07:32:00ZZ"), Wrong("1979-05-27T07:32:00Z+01:00"), Wrong("1979-05-27Z"), Wrong("1979-05-27_07:32:00"),
        Wrong("1979-05-27TT07:32:00"), Wrong("1979_05-27"), Wrong("1979-05-27T07:32:00.1_0"),
        Wrong("07:32"), Wrong("7:32:00"), Wrong("24:00:00"), Wrong("07:60:00"), Wrong("07:32:60"), Wrong("07:32:00Z"), Wrong("07:32:00+01:00"),
        Wrong("07:32:00."), Wrong("07:32:0"), Wrong("07:32:00.x"), Wrong("T07:32:00"),
        ("a = 1979-05-27  07:32:00", "1:17: found '0', expected the end of the line"),
        ("a = 1979-05-27\t07:32:00", "1:16: found '0', expected the end of the line"),
    ];
}
