using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>What <c>$NAME</c> and <c>${NAME…}</c> stand for.</summary>
internal static class ParameterExpansion
{
    /// <param name="part">The variable as it is written.</param>
    /// <param name="text">The script, to quote from it what stays unknown.</param>
    /// <param name="state">What is known at this point.</param>
    /// <param name="argument">The value of what stands behind the operator.</param>
    public static ShellText Evaluate(ShellPart.Variable part, string text, ShellState state, Func<ShellText> argument)
    {
        var written = part.Span.Of(text);
        var value = Lookup(part.Name, state);
        return part.Operator switch
        {
            "" or "[0]" => value ?? Missing(part.Name, written),
            ",," or "," => (value ?? Missing(part.Name, written)).ToLowercase(),
            "^^" => value?.Known?.ToUpperInvariant() is { } upper ? ShellText.Of(upper) : ShellText.Unknown(written),
            ":-" or "-" or ":=" or "=" => Default(value, written, argument),
            ":+" or "+" => value is { Known: { Length: > 0 } } ? argument() : value?.Known is "" ? ShellText.Empty : ShellText.Unknown(written),
            ":?" or "?" => value ?? ShellText.Unknown(written),
            "#" or "##" or "%" or "%%" => Trim(value, part.Operator, argument(), written),
            "/" or "//" => Replace(value, part.Operator, argument(), written),
            _ => ShellText.Unknown(written),
        };
    }

    private static ShellText? Lookup(string name, ShellState state)
    {
        if (name.Length == 1 && char.IsAsciiDigit(name[0]) && name != "0" && !state.Arguments.IsDefault)
            return name[0] - '1' < state.Arguments.Length ? state.Arguments[name[0] - '1'].Text : ShellText.Empty;
        return state.Variables.GetValueOrDefault(name);
    }

    private static ShellText Missing(string name, string written) =>
        ShellText.Of(new TextPiece.Unknown(written) { Unset = name });

    private static ShellText Default(ShellText? value, string written, Func<ShellText> argument)
    {
        if (value is { IsEmpty: false })
            return value;
        // A variable that nobody was seen to set may still come from the runner: the default is only likely.
        return value is null ? ShellText.Unknown(written) : argument();
    }

    private static ShellText Trim(ShellText? value, string operation, ShellText pattern, string written)
    {
        if (value?.Known is { } known && pattern.Known is { } glob && TrimKnown(known, operation, glob) is { } trimmed)
            return ShellText.Of(trimmed);
        // Cutting something off the end of a name leaves it as lowercase as it was.
        return ShellText.Of(new TextPiece.Unknown(written) { IsLowercase = value is not null && value.Pieces.All(IsLowercase) });
    }

    private static bool IsLowercase(TextPiece piece) =>
        piece is TextPiece.Unknown { IsLowercase: true } || piece is TextPiece.Known known && !known.Text.Any(char.IsUpper);

    private static string? TrimKnown(string text, string operation, string glob)
    {
        var star = glob.IndexOf('*');
        if (star < 0 && !glob.AsSpan().ContainsAny('?', '['))
        {
            return operation[0] == '#'
                ? text.StartsWith(glob, StringComparison.Ordinal) ? text[glob.Length..] : text
                : text.EndsWith(glob, StringComparison.Ordinal) ? text[..^glob.Length] : text;
        }
        var literal = operation[0] == '#' ? glob[(star + 1)..] : glob[..Math.Max(star, 0)];
        var starOutside = operation[0] == '#' ? star == 0 : star == glob.Length - 1;
        if (!starOutside || literal.Length == 0 || literal.AsSpan().ContainsAny('*', '?', '['))
            return null;
        return operation switch
        {
            "#" => text.IndexOf(literal, StringComparison.Ordinal) is >= 0 and var at ? text[(at + literal.Length)..] : text,
            "##" => text.LastIndexOf(literal, StringComparison.Ordinal) is >= 0 and var at ? text[(at + literal.Length)..] : text,
            "%" => text.LastIndexOf(literal, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text,
            _ => text.IndexOf(literal, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text,
        };
    }

    private static ShellText Replace(ShellText? value, string operation, ShellText argument, string written)
    {
        if (value?.Known is not { } text || argument.Known is not { } pair || pair.AsSpan().ContainsAny('*', '?', '['))
            return ShellText.Unknown(written);
        var slash = pair.IndexOf('/');
        var (from, to) = slash < 0 ? (pair, "") : (pair[..slash], pair[(slash + 1)..]);
        if (from.Length == 0)
            return value;
        if (operation == "//")
            return text.Replace(from, to, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return at < 0 ? value : text[..at] + to + text[(at + from.Length)..];
    }
}
