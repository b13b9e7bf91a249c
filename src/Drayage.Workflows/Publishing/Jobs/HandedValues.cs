using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Resolution;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Jobs;

/// <summary>Values that steps hand to later ones by <c>GITHUB_ENV</c> and <c>GITHUB_OUTPUT</c>, and what expressions make of them.</summary>
internal sealed class HandedValues
{
    private ImmutableDictionary<string, ShellText> exports = ImmutableDictionary<string, ShellText>.Empty;
    private ImmutableDictionary<string, ShellText> outputs = ImmutableDictionary.Create<string, ShellText>(StringComparer.OrdinalIgnoreCase);

    public void Take(Step step, EvaluatedScript script)
    {
        exports = exports.SetItems(script.Exports);
        if (step.Id is { } id)
            outputs = outputs.SetItems(script.Outputs.Select(o => KeyValuePair.Create($"steps.{id.Value}.outputs.{o.Key}", o.Value)));
    }

    /// <summary>Takes what an action hands on.</summary>
    /// <param name="step">The step that calls it.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="variable">The variable that gets the same value.</param>
    /// <param name="value">The value of both.</param>
    public void Take(Step step, string output, string variable, ShellText value)
    {
        exports = exports.SetItem(variable, value);
        if (step.Id is { } id)
            outputs = outputs.SetItem($"steps.{id.Value}.outputs.{output}", value);
    }

    /// <summary>The environment of a step's script.</summary>
    public ImmutableDictionary<string, ShellText> Variables(TracedStep traced)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, ShellText>();
        if (traced.Scope.Find("env") is ExpressionValue.Map env)
            variables.AddRange(env.Entries.Select(e => KeyValuePair.Create(e.Key, Text(e.Value, $"env.{e.Key}"))));
        foreach (var (name, value) in exports)
            variables[name] = value;
        foreach (var setting in traced.Step.Env)
            variables[setting.Name.Value] = Expand(traced, setting.Value.Value);
        return variables.ToImmutable();
    }

    /// <summary>A text in which the expressions are replaced by what is known of them.</summary>
    public ShellText Expand(TracedStep traced, string text) =>
        ShellText.Join(TextTemplate.Parse(text).Segments.SelectMany(s => s.IsExpression
            ? Expression(traced, text[(s.Start + 3)..(s.End - 2)].Trim()).Pieces
            : [new TextPiece.Known(text[s.Start..s.End])]));

    /// <param name="traced">The step that the expression stands in.</param>
    /// <param name="inner">The text between the braces.</param>
    public ShellText Expression(TracedStep traced, string inner)
    {
        if (outputs.TryGetValue(inner, out var output))
            return output;
        if (inner.StartsWith("env.", StringComparison.OrdinalIgnoreCase) && exports.TryGetValue(inner[4..], out var exported) && traced.Step.Env.Find(inner[4..]) is null)
            return exported;
        return Text(traced.Scope.Expand($"${{{{ {inner} }}}}"));
    }

    private static ShellText Text(ExpressionValue value, string expression) => value switch
    {
        ExpressionValue.Unknown unknown => Text(unknown.Shape),
        _ when value.AsText() is { } text => text,
        _ => ShellText.Unknown($"${{{{ {expression} }}}}"),
    };

    private static ShellText Text(PartialText text) => ShellText.Join(text.Parts.Select(part =>
        part.IsKnown ? new TextPiece.Known(part.Text) : (TextPiece)new TextPiece.Unknown($"${{{{ {part.Text} }}}}")));
}
