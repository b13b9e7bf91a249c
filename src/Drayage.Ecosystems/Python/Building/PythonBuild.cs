using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>One running build: chooses the frontend, runs it and checks the names of what it left.</summary>
internal sealed class PythonBuild(BuildStep step, IStepRun run)
{
    public const string Requirements = "requires";
    public const string Distribution = "distribution";
    public const string Version = "version";
    public const string Isolation = "isolation";

    /// <summary>Present where the settings leave the interpreter open.</summary>
    public const string AnyPython = "any-python";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var frontend = await new PythonFrontends(step, run).ChooseAsync(cancellationToken);
        run.Log($"building with {frontend.Description}");
        await run.RunCommandsAsync(frontend.Adapt, cancellationToken);
        foreach (var path in Directory.EnumerateFiles(run.Out).Order(StringComparer.Ordinal))
            Check(path);
        if (step.Outputs.Any(output => output.Kind == ArtifactKind.SourceDistribution))
            await SourceDistributions.RepackAsync(run.Out, run.Epoch, run.Log, cancellationToken);
        await DescribeAsync(cancellationToken);
    }

    private async Task DescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (step.Outputs.Any(output => output.Kind == ArtifactKind.CoreMetadata))
            {
                foreach (var wheel in Directory.GetFiles(run.Out, "*.whl"))
                    await File.WriteAllBytesAsync(wheel + PythonArtifact.MetadataEnding, await DistributionMetadata.ReadFileAsync(wheel, cancellationToken), cancellationToken);
            }

            await PythonArtifactPack.WriteAsync(step, run.Out, cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw new ReleaseException(
                ExitCode.Refused, $"build step {step.Id} made no Python distribution", broken.Message, "look at the step's log in dist/logs, and at what the build backend is told to include");
        }
    }

    private void Check(string path)
    {
        var name = Path.GetFileName(path);
        if (!DistributionName.TryParse(name, out var file))
            return;
        var (distribution, version) = (step.Settings[Distribution], step.Settings[Version]);
        if (!file.IsOf(distribution) || file.Version != Pep440Version.Parse(version))
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"build step {step.Id} made {name}",
                $"its name says {file.Name} {file.Version}, the release is {distribution} {version}",
                "where the backend reads tags itself, tag the commit first; otherwise give it a static version, or setuptools-scm, hatch-vcs or another source that drayage can tell the version");
        }

        if (file.IsForThisMachineOnly)
            run.Log($"{name} is tagged for this machine only: public indexes refuse it until auditwheel repairs it");
    }
}
