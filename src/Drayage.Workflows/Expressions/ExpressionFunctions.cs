using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Workflows.Expressions;

/// <summary>GitHub's functions, as far as they need no run.</summary>
internal static partial class ExpressionFunctions
{
    /// <param name="missing">The unknown value that stands for the call.</param>
    /// <param name="shape">What is known of an argument as text.</param>
    public static ExpressionValue Call(
        ExpressionNode.Call call,
        ImmutableArray<ExpressionValue> arguments,
        Func<ExpressionValue.Unknown> missing,
        Func<ExpressionValue, ExpressionNode, PartialText> shape)
    {
        switch (call.Function.ToLowerInvariant())
        {
            case "always":
                return ExpressionValue.True;
            case "format" when arguments is [ExpressionValue.Text { Value: var pattern }, ..]:
                return Format(pattern, [.. arguments.Skip(1).Select((argument, index) => shape(argument, call.Arguments[index + 1]))]);
            case "startswith" when arguments is [ExpressionValue.Unknown { Shape.KnownStart: { Length: > 0 } start }, ExpressionValue.Text { Value: var prefix }]:
                return StartsWith(start, prefix) is { } decided ? ExpressionValue.Of(decided) : missing();
            default:
                return arguments.Any(argument => argument is ExpressionValue.Unknown) ? missing() : Known(call.Function, arguments) ?? missing();
        }
    }

    private static ExpressionValue? Known(string function, ImmutableArray<ExpressionValue> arguments) => (function.ToLowerInvariant(), arguments) switch
    {
        ("contains", [ExpressionValue.List { Items: var items }, var item]) => Contains(items, item),
        ("contains", [var text, var part]) => Of(text, part, (a, b) => a.Contains(b, StringComparison.OrdinalIgnoreCase)),
        ("startswith", [var text, var start]) => Of(text, start, (a, b) => a.StartsWith(b, StringComparison.OrdinalIgnoreCase)),
        ("endswith", [var text, var end]) => Of(text, end, (a, b) => a.EndsWith(b, StringComparison.OrdinalIgnoreCase)),
        ("join", [ExpressionValue.List { Items: var items }]) => Join(items, ","),
        ("join", [ExpressionValue.List { Items: var items }, var separator]) => Join(items, separator.AsText() ?? ","),
        ("join", [var text, ..]) => text.AsText() is { } single ? ExpressionValue.Of(single) : null,
        ("tojson", [var value]) => ExpressionJson.Write(value) is { } json ? ExpressionValue.Of(json) : null,
        ("fromjson", [ExpressionValue.Text { Value: var json }]) => ExpressionJson.Read(json),
        _ => null,
    };

    private static ExpressionValue? Contains(ImmutableArray<ExpressionValue> items, ExpressionValue item) =>
        items.Any(one => one is not ExpressionValue.Unknown && ExpressionComparison.AreEqual(one, item)) ? ExpressionValue.True
        : items.Any(one => one is ExpressionValue.Unknown) ? null
        : ExpressionValue.False;

    private static ExpressionValue? Of(ExpressionValue left, ExpressionValue right, Func<string, string, bool> test) =>
        left.AsText() is { } first && right.AsText() is { } second ? ExpressionValue.Of(test(first, second)) : null;

    private static ExpressionValue? Join(ImmutableArray<ExpressionValue> items, string separator)
    {
        var texts = items.Select(item => item.AsText()).ToArray();
        return texts.Contains(null) ? null : ExpressionValue.Of(string.Join(separator, texts));
    }

    private static bool? StartsWith(string start, string prefix)
    {
        if (start.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            return true;
        return prefix.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? null : false;
    }

    private static ExpressionValue Format(string pattern, ImmutableArray<PartialText> arguments)
    {
        var parts = new List<PartialText>();
        var at = 0;
        foreach (Match match in PlaceholderPattern().Matches(pattern))
        {
            parts.Add(PartialText.Known(pattern[at..match.Index]));
            at = match.Index + match.Length;
            parts.Add(match.Value switch
            {
                "{{" => PartialText.Known("{"),
                "}}" => PartialText.Known("}"),
                _ => int.TryParse(match.Value.AsSpan(1, match.Length - 2), out var index) && index < arguments.Length ? arguments[index] : PartialText.Known(match.Value),
            });
        }

        parts.Add(PartialText.Known(pattern[at..]));
        var formatted = PartialText.Concat(parts);
        return formatted.Value is { } known ? ExpressionValue.Of(known) : new ExpressionValue.Unknown(formatted);
    }

    [GeneratedRegex(@"\{\{|\}\}|\{\d+\}")]
    private static partial Regex PlaceholderPattern();
}
