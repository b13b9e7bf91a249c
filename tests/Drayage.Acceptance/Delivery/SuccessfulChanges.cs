using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Drayage.Registries.Hosting;

namespace Drayage.Acceptance.Delivery;

/// <summary>What a registry was made to hold, read from its own log: one entry a request that it answered with success.</summary>
internal static class SuccessfulChanges
{
    /// <summary>
    /// Releases, assets, tags, distributions and manifests that were taken, as <c>METHOD path</c>. Blobs are left out: they are
    /// uploaded in parts, and a part that a killed client sent is no delivery. So is the removal of what such a part left behind:
    /// GitHub keeps the name of a broken upload until it is deleted.
    /// </summary>
    public static ImmutableArray<string> Of(IReadOnlyCollection<ServedRequest> served) =>
    [
        .. served.Where(request => IsSuccess(request) && Delivers(request)).Select(request => $"{request.Method} {request.Path}")
            .Concat(served.Where(RemovesAsset).Skip(served.Count(BrokeOff)).Select(request => $"{request.Method} {request.Path}")),
    ];

    /// <summary>Those that were taken more than once.</summary>
    public static ImmutableArray<string> Repeated(IReadOnlyCollection<ServedRequest> served) =>
        [.. Of(served).CountBy(change => change).Where(counted => counted.Value > 1).Select(counted => $"{counted.Value} times {counted.Key}")];

    /// <summary>Those that another release did not make, or not as often. Distributions of one index are all sent to one path.</summary>
    public static ImmutableArray<string> Beyond(IReadOnlyCollection<ServedRequest> served, ImmutableArray<string> expected)
    {
        var left = expected.CountBy(change => change).ToDictionary(StringComparer.Ordinal);
        return [.. Of(served).Where(change => --CollectionsMarshal.GetValueRefOrAddDefault(left, change, out _) < 0)];
    }

    private static bool Delivers(ServedRequest request) => request.Method switch
    {
        "GET" or "HEAD" => false,
        _ => !request.Path.Contains("/blobs/", StringComparison.Ordinal) && !RemovesAsset(request),
    };

    private static bool IsSuccess(ServedRequest request) => request.Status is >= 200 and < 300;

    private static bool RemovesAsset(ServedRequest request) => request.Method == "DELETE" && request.Path.Contains("/releases/assets/", StringComparison.Ordinal);

    private static bool BrokeOff(ServedRequest request) =>
        request.Method == "POST" && !IsSuccess(request) && request.Path.Contains("/assets?", StringComparison.Ordinal);
}
