using System.Collections.Immutable;

namespace Drayage.Targets;

/// <summary>One word after <c>./build</c>.</summary>
internal sealed record Target(
    string Name,
    string Usage,
    string Summary,
    Func<ImmutableArray<string>, CancellationToken, Task> RunAsync);
