using Drayage.Workflows.Expressions;

namespace Drayage.Workflows.Resolution;

/// <summary>How entries of <c>include</c> and <c>exclude</c> are held against combinations.</summary>
internal static class MatrixMatch
{
    /// <summary>Whether a combination has everything that the filter names; what the filter does not name may be anything.</summary>
    public static bool Covers(ExpressionValue filter, ExpressionValue value) => (filter, value) switch
    {
        (ExpressionValue.Map wanted, ExpressionValue.Map given) =>
            wanted.Entries.All(entry => given.Find(entry.Key) is { } found && Covers(entry.Value, found)),
        (ExpressionValue.List wanted, ExpressionValue.List given) =>
            wanted.Items.Length == given.Items.Length && wanted.Items.Zip(given.Items).All(pair => Covers(pair.First, pair.Second)),
        (ExpressionValue.Unknown, _) or (_, ExpressionValue.Unknown) => false,
        _ => string.Equals(filter.AsText(), value.AsText(), StringComparison.Ordinal),
    };

    /// <summary>Whether an entry can be added to a combination: what both name must be the same.</summary>
    public static bool ChangesNothing(ExpressionValue.Map entry, ExpressionValue.Map original) =>
        entry.Entries.All(value => original.Find(value.Key) is not { } kept || Covers(value.Value, kept));

    public static bool IsKnown(ExpressionValue value) => value switch
    {
        ExpressionValue.Unknown => false,
        ExpressionValue.List { Items: var items } => items.All(IsKnown),
        ExpressionValue.Map { IsOpen: var isOpen, Entries: var entries } => !isOpen && entries.All(entry => IsKnown(entry.Value)),
        _ => true,
    };
}
