using System.Collections.Immutable;
using System.Text;

namespace Drayage.Workflows.Expressions;

/// <summary>
/// A text of a workflow of which parts are told only at run time: each of those is an expression. What a script makes of such texts is a
/// <see cref="Shell.Evaluation.ShellText"/>.
/// </summary>
public sealed record PartialText(ImmutableArray<PartialText.Part> Parts)
{
    public static PartialText Empty { get; } = new([]);

    /// <summary>Whether nothing is missing.</summary>
    public bool IsKnown => Parts.All(part => part.IsKnown);

    /// <summary>The text; null where a part of it is missing.</summary>
    public string? Value => IsKnown ? string.Concat(Parts.Select(part => part.Text)) : null;

    /// <summary>What stands before the first part that is missing.</summary>
    public string KnownStart => string.Concat(Parts.TakeWhile(part => part.IsKnown).Select(part => part.Text));

    public static PartialText Known(string text) => text.Length == 0 ? Empty : new([new Part(text, true)]);

    /// <param name="expression">What stands for the missing text, without <c>${{ }}</c>.</param>
    public static PartialText Missing(string expression) => new([new Part(expression, false)]);

    public static PartialText Concat(IEnumerable<PartialText> texts)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        foreach (var part in texts.SelectMany(text => text.Parts))
        {
            if (part.IsKnown && parts.Count > 0 && parts[^1].IsKnown)
                parts[^1] = parts[^1] with { Text = parts[^1].Text + part.Text };
            else
                parts.Add(part);
        }

        return new PartialText(parts.ToImmutable());
    }

    /// <summary>Missing parts as <c>${{ … }}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
            _ = part.IsKnown ? text.Append(part.Text) : text.Append("${{ ").Append(part.Text).Append(" }}");
        return text.ToString();
    }

    /// <param name="Text">The text, or the expression that gives it.</param>
    public sealed record Part(string Text, bool IsKnown);
}
