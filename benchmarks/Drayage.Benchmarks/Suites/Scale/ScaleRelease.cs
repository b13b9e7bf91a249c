using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;

namespace Drayage.Benchmarks.Suites.Scale;

/// <summary>
/// 2,000 artifacts of 20 components to six destinations: two repositories of GitHub with one token, two OCI registries, two Python
/// indexes. The registries and indexes document no rate.
/// </summary>
internal sealed class ScaleRelease
{
    private const int Components = 20;
    private const int ArtifactsOfOne = 100;
    private const long ArtifactSize = 5_000_000;
    private const double BytesPerSecond = 125e6;

    // What the publishers of these kinds state.
    private const int GitHubConcurrency = 4;
    private const int OciConcurrency = 2;
    private const int IndexConcurrency = 1;

    private readonly Dictionary<string, SimulatedAccount> accounts = new(StringComparer.Ordinal);

    /// <param name="withRates">Whether GitHub's rates hold; without them the link is what binds.</param>
    public ScaleRelease(bool withRates, SimulatedClock clock)
    {
        var link = new SimulatedLink(BytesPerSecond, clock);
        DeliveryLimits gitHub = withRates ? GitHubLimits.Of("github") : DeliveryLimits.None;
        Publishers = new[]
        {
            ("github-1", true, GitHubConcurrency, gitHub), ("github-2", true, GitHubConcurrency, gitHub),
            ("registry-1", true, OciConcurrency, DeliveryLimits.None), ("registry-2", true, OciConcurrency, DeliveryLimits.None),
            ("index-1", false, IndexConcurrency, DeliveryLimits.None), ("index-2", false, IndexConcurrency, DeliveryLimits.None),
        }.ToDictionary(
            place => place.Item1,
            place => new SimulatedPublisher(AccountOf(place.Item4, place.Item1, clock), link, clock) { IsReversible = place.Item2, Concurrency = place.Item3, Limits = place.Item4 },
            StringComparer.Ordinal);
        Consignments = [.. Publishers.Keys.SelectMany(destination => Enumerable.Range(0, Components).Select(number => Consignment(destination, number)))];
        Bound = BoundOf(gitHub);
    }

    public Dictionary<string, SimulatedPublisher> Publishers { get; }

    public ImmutableArray<Consignment> Consignments { get; }

    /// <summary>What can be taken back is put before what cannot, so the times of the two add up.</summary>
    public TimeSpan Bound { get; }

    public int Refused => accounts.Values.Sum(account => account.Refused);

    public int Effects => Consignments.Sum(consignment => consignment.Effects.Length);

    /// <summary>Whether each effect came about exactly once.</summary>
    public bool IsExact => Publishers.Values.Sum(publisher => publisher.Held.Count) == Effects && Publishers.Values.All(publisher => publisher.Held.Values.All(times => times == 1));

    private SimulatedAccount AccountOf(DeliveryLimits limits, string destination, TimeProvider clock)
    {
        string name = limits.Account ?? destination;
        return accounts.TryGetValue(name, out SimulatedAccount? account) ? account : accounts[name] = new SimulatedAccount(limits, clock);
    }

    private TimeSpan BoundOf(DeliveryLimits gitHub)
    {
        int sends = Consignments.Where(c => c.Destination.StartsWith("github", StringComparison.Ordinal)).Sum(c => c.Effects.Length);
        TimeSpan Bytes(bool isReversible) => ScaleBound.OfBytes(
            Consignments.Where(c => Publishers[c.Destination].IsReversible == isReversible).SelectMany(c => c.Effects).OfType<Effect.Put>().Sum(put => put.Size), BytesPerSecond);
        // Each effect is looked for before and after.
        TimeSpan rates = ScaleBound.OfRates(gitHub, sends, looks: sends * 2);
        return (rates > Bytes(isReversible: true) ? rates : Bytes(isReversible: true)) + Bytes(isReversible: false);
    }

    private Consignment Consignment(string destination, int number) => new()
    {
        Id = $"{destination}/component-{number}",
        Destination = destination,
        Kind = destination.Split('-')[0],
        Address = destination,
        Version = "1.0.0",
        Effects =
        [
            .. destination.StartsWith("github", StringComparison.Ordinal) ? [new Effect.Open()] : ImmutableArray<Effect>.Empty,
            .. Enumerable.Range(0, ArtifactsOfOne).Select(file => new Effect.Put($"component-{number}-{file}.tar.gz", Digest.OfSha256("content"u8), ArtifactSize)),
            .. Publishers[destination].IsReversible ? [new Effect.Point("published", Target: null)] : ImmutableArray<Effect>.Empty,
        ],
    };
}
