using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>A parsed query: its one operation and its fragments.</summary>
/// <param name="Defaults">Values of variables that were not sent.</param>
internal sealed record QueryDocument(
    ImmutableArray<Selection> Selections,
    ImmutableDictionary<string, ArgumentValue> Defaults,
    ImmutableDictionary<string, ImmutableArray<Selection>> Fragments);
