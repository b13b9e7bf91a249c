using System.Collections.Immutable;
using System.Globalization;

namespace Drayage.Targets.Testing;

/// <summary>The long tests of what can go wrong: seeded storms, every fault at every operation, and every kill point.</summary>
internal sealed class StormsTarget(Checkout checkout)
{
    private const string Usage = "usage: ./build storms [--runs N] [--seed S]; N storms from seed S on, 500 from 1 by default";

    public async Task RunAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        (int runs, int seed) = (500, 1);
        for (ImmutableArray<string> left = arguments; left is not []; left = left[2..])
        {
            if (left is not ["--runs" or "--seed", { } text, ..] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                throw new TargetFailure(Usage, exitCode: 2);
            }

            (runs, seed) = left[0] == "--runs" ? (number, seed) : (runs, number);
        }

        await DotNetBuild.Of(checkout.Solution).RunAsync(cancellation);
        ImmutableDictionary<string, string> size = ImmutableDictionary<string, string>.Empty
            .Add("DRAYAGE_STORM_RUNS", runs.ToString(CultureInfo.InvariantCulture))
            .Add("DRAYAGE_STORM_SEED", seed.ToString(CultureInfo.InvariantCulture));
        TestRun storms = await new TestProgram(checkout, "Drayage.Tests") { Environment = size }.RunAsync("Drayage.Tests.Storms.", cancellation);
        TestRun kills = await new TestProgram(checkout, "Drayage.Acceptance") { Environment = size }.RunAsync("KillPointTests", cancellation);
        foreach (string output in storms.Outputs.Concat(kills.Outputs))
        {
            Console.WriteLine(output);
        }

        new TestSummary([storms, kills], EveryProjectMustRun: true).WriteAndExit(Console.Out);
    }
}
