namespace Drayage.Tests.Formats.Toml;

/// <summary>
/// Documents by the chapters of the TOML 1.0 specification: valid ones with their model (see <see cref="TomlModel"/>),
/// invalid ones with a part of the reason that the reader must give.
/// </summary>
internal static partial class TomlCases
{
    public static IEnumerable<(string Text, string Model)> Valid =>
        [.. ValidLines, .. ValidKeys, .. ValidStrings, .. ValidNumbers, .. ValidDates, .. ValidArrays, .. ValidTables];

    public static IEnumerable<(string Text, string Because)> Invalid =>
        [.. InvalidLines, .. InvalidKeys, .. InvalidStrings, .. InvalidNumbers, .. InvalidDates, .. InvalidArrays, .. InvalidTables];

    private static readonly (string, string)[] ValidLines =
    [
        ("", "{}"),
        ("\n\n", "{}"),
        ("   \t ", "{}"),
        ("# only a comment", "{}"),
        ("# tab\tand é and \U0001F600", "{}"),
        ("#", "{}"),
        ("#\n#\n", "{}"),
        ("a = 1", """{"a":1}"""),
        ("a = 1\n", """{"a":1}"""),
        ("a = 1\r\nb = 2\r\n", """{"a":1,"b":2}"""),
        ("a = 1 # comment", """{"a":1}"""),
        ("a = 1# comment", """{"a":1}"""),
        ("  a = 1", """{"a":1}"""),
        ("\ta\t=\t1\t", """{"a":1}"""),
        ("a=1", """{"a":1}"""),
        ("a = \"# no comment\"", """{"a":"# no comment"}"""),
        ("a = 1\n\n\n# x\n  # y\nb = 2", """{"a":1,"b":2}"""),
    ];

    private static readonly (string, string)[] InvalidLines =
    [
        ("a", "1:2: found the end of the file, expected '='"),
        ("a\n= 1", "1:2: found the end of the line, expected '='"),
        ("a =", "1:4: found the end of the file, expected a value"),
        ("a = \nb = 1", "1:5: found the end of the line, expected a value"),
        ("a = # c", "1:5: found '#', expected a value"),
        ("a = 1 b = 2", "1:7: found 'b', expected the end of the line"),
        ("a = \"x\" y", "1:9: found 'y', expected the end of the line"),
        ("a = 1\rb = 2", "1:6: found a carriage return"),
        ("a = 1\r", "1:6: found a carriage return"),
        ("# a\rb", "1:4: found a carriage return"),
        ("# \0", "1:3: found the control character U+0000"),
        ("# \x1F", "U+001F"),
        ("# \x7F", "U+007F"),
        ("a = 1\n\f", "2:1: found the control character U+000C"),
        ("a = 1\vb", "U+000B"),
        ("# \uD800", "half of a surrogate pair"),
        ("a = '\uDC00'", "half of a surrogate pair"),
        ("= 1", "1:1: found '=', expected a key"),
        ("\u00A0a = 1", "1:1: found '\u00A0', expected a key"),
        ("a = 1;", "found '1;', expected a value"),
        ("a : 1", "1:3: found ':', expected '='"),
        ("// c", "found '/', expected a key"),
    ];

    private static readonly (string, string)[] ValidKeys =
    [
        ("key = 1", """{"key":1}"""),
        ("bare_key = 1", """{"bare_key":1}"""),
        ("bare-key = 1", """{"bare-key":1}"""),
        ("1234 = 1", """{"1234":1}"""),
        ("- = 1", """{"-":1}"""),
        ("_ = 1", """{"_":1}"""),
        ("-1 = 1", """{"-1":1}"""),
        ("true = 1", """{"true":1}"""),
        ("inf = 1", """{"inf":1}"""),
        ("2026-01-01 = 1", """{"2026-01-01":1}"""),
        ("\"127.0.0.1\" = 1", """{"127.0.0.1":1}"""),
        ("\"character encoding\" = 1", """{"character encoding":1}"""),
        ("\"ʎǝʞ\" = 1", """{"ʎǝʞ":1}"""),
        ("'quoted \"value\"' = 1", """{"quoted \"value\"":1}"""),
        ("\"\" = 1", """{"":1}"""),
        ("'' = 1", """{"":1}"""),
        ("\"a\\u0062\\n\" = 1", """{"ab\n":1}"""),
        ("'a\\n' = 1", """{"a\\n":1}"""),
        ("a.b = 1", """{"a":{"b":1}}"""),
        ("a . b = 1", """{"a":{"b":1}}"""),
        ("a\t.\tb = 1", """{"a":{"b":1}}"""),
        ("a.\"b.c\".d = 1", """{"a":{"b.c":{"d":1}}}"""),
        ("a.'b'.\"c\" = 1", """{"a":{"b":{"c":1}}}"""),
        ("\"\".\"\" = 1", """{"":{"":1}}"""),
        ("3.14 = 1", """{"3":{"14":1}}"""),
        ("a.b = 1\na.c = 2", """{"a":{"b":1,"c":2}}"""),
        ("a.x = 1\nb.x = 2\na.y = 3", """{"a":{"x":1,"y":3},"b":{"x":2}}"""),
        ("a.b.c = 1\na.d = 2", """{"a":{"b":{"c":1},"d":2}}"""),
        ("a = 1\nA = 2", """{"a":1,"A":2}"""),
        ("\"é\" = 1\n\"e\u0301\" = 2", "{\"é\":1,\"e\u0301\":2}"),
    ];

    private static readonly (string, string)[] InvalidKeys =
    [
        ("a = 1\na = 2", "2:1: 'a' is already defined at doc.toml:1:1"),
        ("a = 1\n\"a\" = 2", "2:1: 'a' is already defined at doc.toml:1:1"),
        ("a = 1\na.b = 2", "2:1: 'a', defined at doc.toml:1:1, cannot be extended here"),
        ("a.b = 1\na.b = 2", "2:3: 'b' is already defined at doc.toml:1:3"),
        ("a.b = 1\na = 2", "2:1: 'a' is already defined at doc.toml:1:1"),
        ("a.b = 1\na.b.c = 2", "2:3: 'b', defined at doc.toml:1:3, cannot be extended here"),
        ("a. = 1", "1:4: found '=', expected a key"),
        (".a = 1", "1:1: found '.', expected a key"),
        ("a..b = 1", "1:3: found '.', expected a key"),
        ("a b = 1", "1:3: found 'b', expected '='"),
        ("é = 1", "1:1: found 'é', expected a key"),
        ("a! = 1", "1:2: found '!', expected '='"),
        ("\U0001F600 = 1", "1:1: found '\U0001F600', expected a key"),
        ("\"a = 1", "expected \" to close the string that begins at doc.toml:1:1"),
        ("\"a\nb\" = 1", "1:3: found the end of the line, expected \""),
        ("'a\nb' = 1", "1:3: found the end of the line, expected '"),
        ("\"\"\"a\"\"\" = 1", "1:1: found '\"', expected a key"),
        ("'''a''' = 1", "1:1: found ''', expected a key"),
        ("\"a\"b = 1", "1:4: found 'b', expected '='"),
        ("a = 1 = 2", "1:7: found '=', expected the end of the line"),
        ("\"\\x\" = 1", "1:2: '\\x' is no escape"),
        ("a\n.b = 1", "1:2: found the end of the line, expected '='"),
        ("*a = 1", "found '*', expected a key"),
        ("{a = 1}", "found '{', expected a key"),
    ];
}
