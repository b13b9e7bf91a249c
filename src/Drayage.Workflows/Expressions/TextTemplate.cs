using System.Collections.Immutable;

namespace Drayage.Workflows.Expressions;

/// <summary>A text with <c>${{ … }}</c> in it.</summary>
public sealed record TextTemplate(ImmutableArray<TextTemplate.Segment> Segments)
{
    /// <summary>The expressions, in order; those that cannot be parsed are left out.</summary>
    public IEnumerable<ExpressionNode> Expressions => Segments.Select(segment => segment.Expression).OfType<ExpressionNode>();

    /// <summary>Whether the text is one expression and nothing else.</summary>
    public bool IsOneExpression => Segments is [{ IsExpression: true }];

    public static TextTemplate Parse(string text)
    {
        var segments = ImmutableArray.CreateBuilder<Segment>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("${{", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : Close(text, open + 3);
            if (close < 0)
                break;
            if (open > at)
                segments.Add(new Segment(at, open, false, null, null));
            var node = ExpressionParser.Parse(text, open + 3, close, out var error);
            segments.Add(new Segment(open, close + 2, true, node, error));
            at = close + 2;
        }

        if (at < text.Length)
            segments.Add(new Segment(at, text.Length, false, null, null));
        return new TextTemplate(segments.ToImmutable());
    }

    /// <summary>An <c>if</c>: an expression even without the braces.</summary>
    /// <returns>Null where it cannot be parsed.</returns>
    public static ExpressionNode? Condition(string text)
    {
        var template = Parse(text.Trim());
        if (template.IsOneExpression)
            return template.Segments[0].Expression;
        return template.Segments.Any(segment => segment.IsExpression) ? null : ExpressionParser.Parse(text, out _);
    }

    // Braces inside a quoted text do not close the expression.
    private static int Close(string text, int at)
    {
        var quoted = false;
        for (; at < text.Length; at++)
        {
            if (text[at] == '\'')
                quoted = !quoted;
            else if (!quoted && text[at] == '}' && at + 1 < text.Length && text[at + 1] == '}')
                return at;
        }

        return -1;
    }

    /// <summary>A stretch of the text.</summary>
    /// <param name="Expression">Null for plain text and for what cannot be parsed.</param>
    /// <param name="Error">Why it cannot be parsed.</param>
    public sealed record Segment(int Start, int End, bool IsExpression, ExpressionNode? Expression, string? Error);
}
