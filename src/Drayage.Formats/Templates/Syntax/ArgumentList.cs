using System.Collections.Immutable;

namespace Drayage.Formats.Templates.Syntax;

/// <summary>The arguments of a call, filter or test: positional ones, then named ones.</summary>
internal sealed record ArgumentList(ImmutableArray<Expression> Positional, ImmutableArray<(string Name, Expression Value)> Named)
{
    public static ArgumentList Empty { get; } = new([], []);

    public IEnumerable<Expression> All => [.. Positional, .. Named.Select(argument => argument.Value)];
}
