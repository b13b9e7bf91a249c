using System.Text;

namespace Drayage.Tests.Formats.Toml;

/// <summary>Writes valid documents in every style of the language from a seed.</summary>
internal sealed class RandomToml(int seed)
{
    private static readonly string[] Names = ["a", "b", "version", "x-y", "_", "1", "\"q r\"", "'l.m'", "\"\\u00e9\"", "name", "\"\""];
    private static readonly string[] Texts = ["", "1.2.3", "plain text", "# no comment", "é \U0001F600", "C:/x", "[a]", "a = 1", "=,]}"];

    private static readonly string[] Scalars =
    [
        "0", "-17", "1_000", "0xDEAD_beef", "0o755", "0b101", "9223372036854775807", "-9223372036854775808", "1.5", "-2E-2", "6.626e-34",
        "1e06", "inf", "-inf", "nan", "true", "false", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.25-07:00", "1979-05-27T07:32:00",
        "1979-05-27", "07:32:00.999999",
    ];

    // A seeded sequence is what repeats a failure; nothing here is secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private string _newline = "\n";

    public string Write()
    {
        _newline = Chance(4) ? "\r\n" : "\n";
        WriteKeys();
        var headers = _random.Next(5);
        for (var i = 0; i < headers; i++)
            WriteSection(i);
        var text = _text.ToString();
        return Chance(4) && text.EndsWith(_newline, StringComparison.Ordinal) ? text[..^_newline.Length] : text;
    }

    private void WriteSection(int number)
    {
        Blank();
        var name = $"s{number}";
        var isArray = Chance(3);
        var repeats = isArray ? _random.Next(1, 4) : 1;
        for (var i = 0; i < repeats; i++)
        {
            if (!isArray && Chance(3))
                Line($"[{name}.before.deep]");
            Line(isArray ? $"[[{name}]]" : $"[{name}]");
            WriteKeys();
            if (!Chance(3))
                continue;
            Line(Chance(2) ? $"[ {name} . sub{i}.\"t u\" ]" : $"[[{name}.sub{i}]]");
            WriteKeys();
        }
    }

    private void WriteKeys()
    {
        var indent = Chance(5) ? "  " : "";
        foreach (var name in Names.Where(_ => Chance(3)))
        {
            if (Chance(4))
            {
                Line($"{indent}{name}.one{Pick(" = ", "=", "\t= ")}{Value(2)}");
                Line($"{indent}{name} . {Pick("two", "'t.w'")} = {Value(1)}");
            }
            else
            {
                Line($"{indent}{name}{Pick(" = ", "=", "  =  ")}{Value(3)}");
            }
        }
    }

    private string Value(int depth) => (depth == 0 ? 1 : _random.Next(6)) switch
    {
        0 => Array(depth - 1),
        1 or 2 => Text(),
        3 => Table(depth - 1),
        _ => Pick(Scalars),
    };

    private string Text()
    {
        var text = Pick(Texts);
        return _random.Next(6) switch
        {
            0 => $"'{text}'",
            1 => $"'''{Pick("", _newline)}{text}{_newline}it's ''{_newline}'''",
            2 => $"\"\"\"{Pick("", _newline)}{text}\\{_newline}   \"\" {_newline}\\\"\"\"\"",
            3 => $"\"{text}\\n\\u0001\\\\\\\"\"",
            _ => $"\"{text}\"",
        };
    }

    private string Array(int depth)
    {
        var items = Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth)).ToArray();
        if (items.Length == 0)
            return Pick("[]", "[ ]", $"[{_newline}]");
        return Chance(2)
            ? $"[{string.Join(Pick(", ", ",", " , "), items)}{Pick("", ",", " ")}]"
            : $"[{_newline}  {string.Join($",{Pick("", " # a, b ]")}{_newline}  ", items)}{Pick("", ",")} # last{_newline}]";
    }

    private string Table(int depth)
    {
        var entries = Names.Where(_ => Chance(5)).Select(name => $"{name}{Pick("", ".p . q")} = {Value(depth)}").ToArray();
        return entries.Length == 0 ? Pick("{}", "{ }") : $"{{{Pick("", " ")}{string.Join(Pick(", ", ","), entries)}{Pick("", " ")}}}";
    }

    private void Line(string line)
    {
        Blank();
        _text.Append(line).Append(Pick("", "", "", " # comment", "\t# \"quoted\" = [")).Append(_newline);
    }

    private void Blank() => _text.Append(Chance(6) ? Pick("", "# about", "  ") + _newline : "");

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
#pragma warning restore CA5394
}
