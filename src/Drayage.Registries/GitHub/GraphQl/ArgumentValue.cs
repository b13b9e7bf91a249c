using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>A value in a query.</summary>
internal abstract record ArgumentValue
{
    private ArgumentValue()
    {
    }

    public sealed record Variable(string Name) : ArgumentValue;

    /// <summary>A string, number, boolean, null, or an enumeration's member as its name.</summary>
    public sealed record Scalar(object? Value) : ArgumentValue;

    public sealed record List(ImmutableArray<ArgumentValue> Items) : ArgumentValue;

    public sealed record Structure(ImmutableArray<Argument> Members) : ArgumentValue;
}
