using System.Collections.Immutable;
using Drayage.Targets.Publishing;

namespace Drayage.Targets.Testing;

/// <summary>
/// Builds once, runs every test program, and sums what their result files say. Without a filter the program that they run is the
/// published one, which takes minutes to make; for a few tests the build's own will do.
/// </summary>
internal sealed class TestTarget(Checkout checkout)
{
    private const string Fast = "Drayage.Tests";
    private static readonly ImmutableArray<string> Projects = [Fast, "Drayage.Conformance", "Drayage.Acceptance"];

    public async Task RunAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        (ImmutableArray<string> projects, string? filter) = arguments switch
        {
            [] => (Projects, null),
            ["--fast"] => ([Fast], null),
            [var text] when !text.StartsWith('-') => (Projects, text),
            _ => throw new TargetFailure("usage: ./build test [--fast | FILTER]; FILTER is a part of Namespace.Class.Method", exitCode: 2),
        };

        await DotNetBuild.Of(checkout.Solution).RunAsync(cancellation);
        ImmutableDictionary<string, string> environment = arguments is [] ? await PublishedAsync(cancellation) : ImmutableDictionary<string, string>.Empty;

        var runs = ImmutableArray.CreateBuilder<TestRun>();
        foreach (string project in projects)
        {
            runs.Add(await new TestProgram(checkout, project) { Environment = environment }.RunAsync(filter, cancellation));
        }

        new TestSummary(runs.ToImmutable(), EveryProjectMustRun: filter is null).WriteAndExit(Console.Out);
    }

    /// <summary>Makes the program that is shipped, and says where it is. Like any peer, a linker that is absent is told of, and fails in CI.</summary>
    private async Task<ImmutableDictionary<string, string>> PublishedAsync(CancellationToken cancellation)
    {
        if (!PublishTarget.IsPossible && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Console.Error.WriteLine("test: no linker for the native program (./build peers installs one); the managed one is tested");
            return ImmutableDictionary<string, string>.Empty;
        }

        await new PublishTarget(checkout).PublishProgramAsync(cancellation);
        return ImmutableDictionary<string, string>.Empty.Add(TestProgram.ProgramVariable, checkout.Program);
    }
}
