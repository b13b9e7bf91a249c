using System.Globalization;
using System.Text;
using Drayage.Model;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>
/// Expands <c>$(Name)</c>, <c>$(Name.Method(…))</c> and <c>$([Type]::Method(…))</c>. Items and metadata
/// (<c>@(…)</c>, <c>%(…)</c>) come into being after properties, so a text that names them is unknown.
/// </summary>
internal sealed class Expander(Func<string, PropertyValue> lookup, ProjectFiles files)
{
    public Expansion Expand(string text)
    {
        if (text.Contains("@(", StringComparison.Ordinal) || text.Contains("%(", StringComparison.Ordinal))
            return new Expansion("", IsKnown: false);
        var open = text.IndexOf("$(", StringComparison.Ordinal);
        if (open < 0)
            return new Expansion(Unescape(text), IsKnown: true);

        var result = new StringBuilder();
        var position = 0;
        SourceLocation? origin = null;
        for (; open >= 0; open = text.IndexOf("$(", position, StringComparison.Ordinal))
        {
            var close = ExpressionScanner.Close(text, open + 1);
            if (close < 0)
                break;
            var (value, at) = Evaluate(text[(open + 2)..close]);
            if (value is Unknown)
                return new Expansion("", IsKnown: false);
            result.Append(text, position, open - position).Append(AsText(value));
            origin = open == 0 && close == text.Length - 1 ? at : null;
            position = close + 1;
        }

        return new Expansion(Unescape(result.Append(text, position, text.Length - position).ToString()), IsKnown: true, origin);
    }

    private (object? Value, SourceLocation? At) Evaluate(string body)
    {
        if (body.StartsWith('['))
            return EvaluateStatic(body);
        // No property has a name with blanks.
        if (body.Length == 0 || char.IsWhiteSpace(body[0]) || char.IsWhiteSpace(body[^1]))
            return ("", null);
        var end = ExpressionScanner.EndOfName(body, 0);
        // `$(Registry:…)` reads the Windows registry.
        if (end == 0 || (end < body.Length && body[end] == ':'))
            return (Unknown.Value, null);
        var property = lookup(body[..end]);
        return property.IsKnown ? Members(property.Text, body, end, property.At) : (Unknown.Value, property.At);
    }

    private (object? Value, SourceLocation? At) EvaluateStatic(string body)
    {
        var bracket = body.IndexOf("]::", StringComparison.Ordinal);
        if (bracket < 0)
            return (Unknown.Value, null);
        var type = body[1..bracket].Trim();
        var start = bracket + 3;
        var end = ExpressionScanner.EndOfName(body, start);
        var (arguments, next) = ArgumentsAt(body, end);
        if (arguments is null)
            return (Unknown.Value, null);
        var (value, at) = StaticFunctions.Call(files, type, body[start..end], arguments);
        return Members(value, body, next, at);
    }

    private (object? Value, SourceLocation? At) Members(object? target, string body, int position, SourceLocation? at)
    {
        while (position < body.Length && target is not Unknown)
        {
            if (body[position] == '[')
            {
                var close = body.IndexOf(']', position);
                if (close < 0 || !int.TryParse(body.AsSpan((position + 1)..close), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                    return (Unknown.Value, at);
                target = InstanceMembers.Element(target, index);
                position = close + 1;
                continue;
            }

            if (body[position] != '.')
                return (Unknown.Value, at);
            var end = ExpressionScanner.EndOfName(body, position + 1);
            var (arguments, next) = ArgumentsAt(body, end);
            if (arguments is null)
                return (Unknown.Value, at);
            target = InstanceMembers.Call(target, body[(position + 1)..end], arguments);
            position = next;
        }

        return (target, at);
    }

    // Null arguments: one of them is unknown, or the list is not closed.
    private (object?[]? Arguments, int Next) ArgumentsAt(string body, int position)
    {
        if (position >= body.Length || body[position] != '(')
            return ([], position);
        var close = ExpressionScanner.Close(body, position);
        if (close < 0)
            return (null, position);
        var values = ExpressionScanner.Arguments(body[(position + 1)..close]).ConvertAll(Argument);
        return (values.Contains(Unknown.Value) ? null : [.. values], close + 1);
    }

    private object? Argument(string text)
    {
        if (text.Length >= 2 && text[0] is '\'' or '"' or '`' && text[^1] == text[0])
            text = text[1..^1];
        else if (text == "null")
            return null;
        else if (text.StartsWith("$(", StringComparison.Ordinal) && ExpressionScanner.Close(text, 1) == text.Length - 1)
            return Evaluate(text[2..^1]).Value;
        var expanded = Expand(text);
        return expanded.IsKnown ? expanded.Text : Unknown.Value;
    }

    private static string AsText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "True" : "False",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string[] parts => string.Join(';', parts),
        _ => value.ToString() ?? "",
    };

    // MSBuild spells its own special characters as %3B and the like.
    private static string Unescape(string text)
    {
        if (!text.Contains('%'))
            return text;
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 2;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }
}
