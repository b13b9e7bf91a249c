using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>A parsed query: its one operation and its fragments.</summary>
/// <param name="IsMutation">Whether it changes something.</param>
/// <param name="Defaults">Values of variables that were not sent.</param>
internal sealed record QueryDocument(
    bool IsMutation,
    ImmutableArray<Selection> Selections,
    ImmutableDictionary<string, ArgumentValue> Defaults,
    ImmutableDictionary<string, ImmutableArray<Selection>> Fragments);
