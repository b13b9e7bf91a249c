using System.Globalization;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>
/// Evaluates MSBuild conditions in three values: null means that the outcome depends on something unknown.
/// Grammar: <c>or</c> over <c>and</c> over <c>!</c> over comparisons, <c>Exists(…)</c>, <c>HasTrailingSlash(…)</c>, parentheses.
/// </summary>
internal sealed class Condition
{
    private readonly string text;
    private readonly Expander expander;
    private readonly ProjectFiles files;
    private int position;

    private Condition(string text, Expander expander, ProjectFiles files)
    {
        this.text = text;
        this.expander = expander;
        this.files = files;
    }

    public static bool? Holds(string? text, Expander expander, ProjectFiles files)
    {
        if (string.IsNullOrWhiteSpace(text))
            return true;
        var condition = new Condition(text, expander, files);
        var result = condition.Or();
        condition.SkipBlanks();
        return condition.position == text.Length ? result : null;
    }

    private bool? Or()
    {
        var result = And();
        while (Word("or"))
        {
            var right = And();
            result = result == true || right == true ? true : result is null || right is null ? null : false;
        }

        return result;
    }

    private bool? And()
    {
        var result = Not();
        while (Word("and"))
        {
            var right = Not();
            result = result == false || right == false ? false : result is null || right is null ? null : true;
        }

        return result;
    }

    private bool? Not()
    {
        SkipBlanks();
        if (position < text.Length && text[position] == '!' && !At("!="))
        {
            position++;
            return !Not();
        }

        if (position < text.Length && text[position] == '(')
        {
            position++;
            var inner = Or();
            SkipBlanks();
            if (position < text.Length && text[position] == ')')
                position++;
            return inner;
        }

        return Comparison();
    }

    private bool? Comparison()
    {
        if (Function() is { } name)
            return name;
        var left = Operand();
        SkipBlanks();
        foreach (var sign in (string[])["==", "!=", "<=", ">=", "<", ">"])
        {
            if (!At(sign))
                continue;
            position += sign.Length;
            var right = Operand();
            return left.IsKnown && right.IsKnown ? Compare(left.Text, sign, right.Text) : null;
        }

        return left.IsKnown ? Boolean(left.Text) ?? false : null;
    }

    private bool? Function()
    {
        SkipBlanks();
        foreach (var name in (string[])["Exists", "HasTrailingSlash"])
        {
            if (string.Compare(text, position, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0
                || text.AsSpan(position + name.Length).TrimStart() is not ['(', ..])
                continue;
            var open = text.IndexOf('(', position);
            var close = ExpressionScanner.Close(text, open);
            if (close < 0)
                return null;
            position = close + 1;
            var argument = expander.Expand(text[(open + 1)..close].Trim().Trim('\'', '"'));
            if (!argument.IsKnown)
                return false;
            return name == "Exists"
                ? files.ExistsFile(argument.Text) || files.ExistsDirectory(argument.Text)
                : argument.Text is [.., '/' or '\\'];
        }

        return null;
    }

    private Expansion Operand()
    {
        SkipBlanks();
        if (position >= text.Length)
            return new Expansion("", IsKnown: false);
        var start = position;
        if (text[start] == '\'')
        {
            var end = text.IndexOf(text[start], start + 1);
            if (end < 0)
                end = text.Length;
            position = Math.Min(end + 1, text.Length);
            return expander.Expand(text[(start + 1)..end]);
        }

        if (text[start] is '$' or '@' or '%' && start + 1 < text.Length && text[start + 1] == '(')
            position = ExpressionScanner.Close(text, start + 1) is var close and >= 0 ? close + 1 : text.Length;
        else
            while (position < text.Length && !char.IsWhiteSpace(text[position]) && !"=!<>()".Contains(text[position]))
                position++;
        return expander.Expand(text[start..position]);
    }

    private static bool Compare(string left, string sign, string right)
    {
        if (sign is "==" or "!=")
            return AreEqual(left, right) == (sign == "==");
        var order = Number(left) is { } a && Number(right) is { } b ? a.CompareTo(b)
            : Version.TryParse(left, out var older) && Version.TryParse(right, out var newer) ? older.CompareTo(newer)
            : (int?)null;
        return sign switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
    }

    private static bool AreEqual(string left, string right)
    {
        if (Number(left) is { } a && Number(right) is { } b)
            return a.Equals(b);
        if (Boolean(left) is { } p && Boolean(right) is { } q)
            return p == q;
        return string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool? Boolean(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "on" or "yes" or "!false" or "!off" or "!no" => true,
        "false" or "off" or "no" or "!true" or "!on" or "!yes" => false,
        _ => null,
    };

    private bool Word(string word)
    {
        SkipBlanks();
        if (!At(word) || (position + word.Length < text.Length && char.IsLetterOrDigit(text[position + word.Length])))
            return false;
        position += word.Length;
        return true;
    }

    private bool At(string token) => string.Compare(text, position, token, 0, token.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private void SkipBlanks()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }
}
