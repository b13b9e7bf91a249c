using System.Collections.Immutable;

namespace Drayage.Benchmarks;

/// <summary>One quantity of several contenders, where it is no time of a command.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Values">By contender.</param>
internal sealed record Figure(string Name, string Unit, ImmutableSortedDictionary<string, double> Values);
