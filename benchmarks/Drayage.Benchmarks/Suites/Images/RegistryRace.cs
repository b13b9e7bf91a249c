using System.Collections.Immutable;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>
/// A race whose contenders talk to registries: timed with nothing between, then once more each through proxies that count.
/// </summary>
/// <param name="registries">Those that are talked to.</param>
/// <param name="prepare">Makes what every run starts from.</param>
internal sealed class RegistryRace(ImmutableArray<RegistryProcess> registries, Action prepare)
{
    /// <param name="runs">Timed runs of each.</param>
    /// <param name="contenders">Make a contender from the addresses of the registries, <c>HOST:PORT</c>, in their order.</param>
    public ImmutableArray<Standing> Run(int runs, params ImmutableArray<Func<ImmutableArray<string>, Contender>> contenders)
    {
        ImmutableArray<string> direct = [.. registries.Select(registry => registry.Authority)];
        ImmutableArray<Standing> timed = new Race(runs, warmUps: 0).Run([.. contenders.Select(make => Complete(make(direct)))]);
        return [.. timed.Zip(contenders, (standing, make) => standing with { Traffic = Count(make) })];
    }

    /// <summary>Timed and counted at once, through proxies that hold each request back.</summary>
    public ImmutableArray<Standing> RunDelayed(TimeSpan delay, params ImmutableArray<Func<ImmutableArray<string>, Contender>> contenders)
    {
        var costs = new List<(Contender Contender, Cost Cost, Traffic Traffic)>();
        foreach (Func<ImmutableArray<string>, Contender> make in contenders)
        {
            ImmutableArray<MeteredProxy> proxies = [.. registries.Select(registry => new MeteredProxy(registry.Port) { Delay = delay })];
            Contender contender = Complete(make([.. proxies.Select(proxy => proxy.Authority)]));
            Cost cost = ContenderRun.OfSuccess(contender);
            costs.Add((contender, cost, Close(proxies)));
        }

        return [.. costs.Select(run => Standing.Of(run.Contender, [run.Cost], costs[0].Contender, [costs[0].Cost]) with { Traffic = run.Traffic })];
    }

    private Traffic Count(Func<ImmutableArray<string>, Contender> make)
    {
        ImmutableArray<MeteredProxy> proxies = [.. registries.Select(registry => new MeteredProxy(registry.Port))];
        ContenderRun.OfSuccess(Complete(make([.. proxies.Select(proxy => proxy.Authority)])));
        return Close(proxies);
    }

    private static Traffic Close(ImmutableArray<MeteredProxy> proxies)
    {
        Traffic sum = proxies.Aggregate(Traffic.None, (sum, proxy) => sum + proxy.Traffic);
        foreach (MeteredProxy proxy in proxies)
        {
            proxy.Dispose();
        }

        return sum;
    }

    private Contender Complete(Contender contender)
    {
        Action own = contender.Prepare;
        return contender with
        {
            ServerSeconds = () => registries.Sum(registry => registry.CpuSeconds),
            Prepare = () =>
            {
                own();
                prepare();
            },
        };
    }
}
