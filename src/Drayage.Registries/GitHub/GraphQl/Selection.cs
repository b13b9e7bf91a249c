using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>One entry of a selection set.</summary>
internal abstract record Selection
{
    private Selection()
    {
    }

    public sealed record Field(string ResponseName, string Name, ImmutableArray<Argument> Arguments, ImmutableArray<Selection> Selections) : Selection;

    /// <summary><c>...Name</c></summary>
    public sealed record Spread(string Fragment) : Selection;

    /// <summary><c>... on Type { }</c></summary>
    public sealed record Inline(string? OnType, ImmutableArray<Selection> Selections) : Selection;
}

/// <summary>An argument as written: a value, or a variable to be filled in.</summary>
internal sealed record Argument(string Name, ArgumentValue Value);
