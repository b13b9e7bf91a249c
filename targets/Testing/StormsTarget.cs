using System.Collections.Immutable;
using System.Globalization;
using Drayage.Targets.Publishing;

namespace Drayage.Targets.Testing;

/// <summary>The long tests of what can go wrong: seeded storms, every fault at every operation, and every kill point.</summary>
internal sealed class StormsTarget(Checkout checkout)
{
    private const string Usage = "usage: ./build storms [--runs N] [--seed S]; N storms from seed S on, 500 from 1 by default";
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);

    public async Task RunAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        (int storms, int seed) = (500, 1);
        for (ImmutableArray<string> left = arguments; left is not []; left = left[2..])
        {
            if (left is not ["--runs" or "--seed", { } text, ..] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                throw new TargetFailure(Usage, exitCode: 2);
            }

            (storms, seed) = left[0] == "--runs" ? (number, seed) : (storms, number);
        }

        await DotNetBuild.Of(checkout.Solution).RunAsync(cancellation);
        await new PublishTarget(checkout).PublishProgramAsync(cancellation);
        ImmutableDictionary<string, string> size = ImmutableDictionary<string, string>.Empty
            .Add(TestProgram.ProgramVariable, checkout.Program)
            .Add("DRAYAGE_STORM_RUNS", storms.ToString(CultureInfo.InvariantCulture))
            .Add("DRAYAGE_STORM_SEED", seed.ToString(CultureInfo.InvariantCulture));
        TestRun[] runs =
        [
            await OfAsync("Drayage.Tests", "Drayage.Tests.Storms."),
            await OfAsync("Drayage.Acceptance", "KillPointTests"),
            await OfAsync("Drayage.Acceptance", "EffectKillTests"),
        ];
        foreach (string output in runs.SelectMany(run => run.Outputs))
        {
            Console.WriteLine(output);
        }

        new TestSummary([.. runs], EveryProjectMustRun: true).WriteAndExit(Console.Out);

        Task<TestRun> OfAsync(string project, string tests) =>
            new TestProgram(checkout, project) { Environment = size, Limit = Longest }.RunAsync(tests, cancellation);
    }
}
