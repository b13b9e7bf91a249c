namespace Drayage.Tests.Formats.Templates;

/// <summary>Writes templates and expressions from a seed; many of them are refused by their values.</summary>
internal sealed class RandomTemplate(int seed)
{
    private static readonly string[] Atoms =
    [
        "1", "0", "(-3)", "2.5", "'a'", "'1.2'", "''", "true", "none", "version", "major", "half", "text", "list", "names", "map", "map.k", "map['n']", "nested[0]", "missing",
        "map.missing", "empty", "none_left", "[1, 'b']", "(1, 2)", "{'a': 1}", "list[1]", "text[2:5]", "unicode",
    ];

    private static readonly string[] Suffixes =
    [
        "|lower", "|upper", "|length", "|first", "|last", "|join('-')", "|default('d')", "|default(0, true)", "|int", "|string", "|title", "|trim", "|replace('l', '1')", "|list",
        " is defined", " is not none", " is string", " is number", " is mapping", " is sequence",
    ];

    private static readonly string[] Calls = [".split('.')", ".upper()", ".get('a')", ".items()|list", "[0]", "[-1]", "[::-1]", ".startswith('1')"];
    private static readonly string[] Containers = ["version", "text", "list", "names", "map", "map['n']", "nested[0]", "unicode", "none_left", "empty"];

    private static readonly string[] Operators =
        [" + ", " - ", " * ", " / ", " // ", " ~ ", " == ", " != ", " < ", " >= ", " in ", " not in ", " and ", " or ", " % "];

    // A seeded sequence is what repeats a failure; nothing here is secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public string Expression(int depth)
    {
        if (depth == 0)
            return Pick(Atoms);
        return _random.Next(9) switch
        {
            0 => $"({Expression(depth - 1)})",
            1 => $"(not {Expression(depth - 1)})",
            2 => $"{Expression(depth - 1)} if {Expression(depth - 2 < 0 ? 0 : depth - 2)} else {Expression(depth - 1)}",
            3 or 4 => Binary(depth),
            5 => $"({Expression(depth - 1)}){Pick(Suffixes)}",
            6 => $"{Expression(depth - 1)}{Pick(Suffixes)}",
            7 => $"[{Pick(Containers)}, {Pick(Containers)}]",
            _ => Pick(Containers) + Pick(Calls),
        };
    }

    /// <summary>Text and tags with every mix of white space control.</summary>
    public string Template()
    {
        var parts = _random.Next(1, 7);
        return string.Concat(Enumerable.Range(0, parts).Select(_ => Part(2)));
    }

    private string Part(int depth) => _random.Next(depth == 0 ? 4 : 8) switch
    {
        0 => Space() + Pick("a", "b}", "% c", "{ d", "é"),
        1 => Space(),
        2 => $"{Tag("{{", " " + Pick("version", "major + 1", "x|default('none')", "list|join(',')") + " ", "}}", plus: false)}",
        3 => $"{{#{Sign()} comment {Sign()}#}}{Space()}",
        4 => $"{Block($"if {Pick("flag", "off", "x is defined")}")}{Part(depth - 1)}{Pick("", Block("else") + Part(depth - 1))}{Block("endif")}",
        5 => $"{Block($"for x in {Pick("list", "none_left", "names if x != 'a'")}")}{Part(depth - 1)}{Pick("", Block("else") + Part(depth - 1))}{Block("endfor")}",
        6 => $"{Block($"set x = {Pick("1", "'s'")}")}{Space()}",
        _ => $"{{%{Sign()} raw {Pick("", "-")}%}}{Space()}{{{{ raw }}}}{Space()}{{%{Sign()} endraw {Sign()}%}}{Space()}",
    };

    private string Binary(int depth)
    {
        var operation = Pick(Operators);
        // Python formats texts with '%', which templates for names and files do without.
        return operation == " % " ? $"{Pick("7", "2.5", "major")} % {Pick("3", "-2", "0", "half")}" : Expression(depth - 1) + operation + Expression(depth - 1);
    }

    private string Block(string content) => Tag("{%", $" {content} ", "%}", plus: true);

    private string Tag(string open, string content, string close, bool plus) =>
        Space() + open + (plus ? Sign() : Pick("", "-")) + content + (plus ? Sign() : Pick("", "-")) + close + Space();

    private string Sign() => Pick("", "", "-", "+");

    private string Space() => Pick("", " ", "\n", "\n  ", "  \n", " \n\n ", "\r\n");

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
#pragma warning restore CA5394
}
