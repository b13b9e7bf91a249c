namespace Drayage.Testing;

/// <summary>A request as <see cref="LoopbackServer"/> read it.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Target">Path and query.</param>
public sealed record ReceivedRequest(
    int Number, string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body);
