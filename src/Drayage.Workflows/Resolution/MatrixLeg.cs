using Drayage.Workflows.Expressions;

namespace Drayage.Workflows.Resolution;

/// <summary>One combination of a matrix: one job that runs.</summary>
public sealed record MatrixLeg(ExpressionValue.Map Values)
{
    /// <summary>A job without a matrix.</summary>
    public static MatrixLeg Single { get; } = new(new ExpressionValue.Map([]));

    /// <summary>As GitHub shows it behind the job's name: <c>amd64, 12.8</c>; empty without a matrix.</summary>
    public string Title => string.Join(", ", Values.Entries.Select(entry => Shown(entry.Value)).Where(text => text.Length > 0));

    private static string Shown(ExpressionValue value) => value switch
    {
        ExpressionValue.Map { Entries: var entries } => string.Join(", ", entries.Select(entry => Shown(entry.Value))),
        ExpressionValue.List { Items: var items } => string.Join(", ", items.Select(Shown)),
        ExpressionValue.Unknown { Shape: var shape } => shape.ToString(),
        _ => value.AsText() ?? "",
    };
}
