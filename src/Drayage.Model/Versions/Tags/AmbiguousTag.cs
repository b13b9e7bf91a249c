using System.Collections.Immutable;

namespace Drayage.Model.Versions.Tags;

/// <summary>A tag that the patterns of several components take; it counts for none of them.</summary>
public sealed record AmbiguousTag(string Tag, ImmutableArray<string> Components);
