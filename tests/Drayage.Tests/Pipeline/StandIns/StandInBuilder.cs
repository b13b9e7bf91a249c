using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Pipeline.Building;

namespace Drayage.Tests.Pipeline.StandIns;

/// <summary>Plans a step a platform for the programs, and one for the packages. Builds nothing.</summary>
internal sealed class StandInBuilder : IBuilder
{
    public ComponentSteps Plan(ComponentContext component)
    {
        var settings = (StandInSettings)component.Settings.Own;
        var programs = settings.Binaries.IsEmpty ? [] : settings.Platforms.Select(platform => Step(
            component, $"binary/{platform.ToString().Replace('/', '-')}", platform, [.. settings.Binaries.Select(b => Output(ArtifactKind.Binary, b + platform.ExecutableSuffix, platform))]));
        var packages = settings.Packages.IsEmpty ? [] : new[] { Step(component, "package", null, [.. settings.Packages.Select(p => Output(ArtifactKind.Wheel, p, null))]) };
        return new ComponentSteps { Builds = [.. programs, .. packages] };
    }

    public Task BuildAsync(BuildStep step, IStepRun run, CancellationToken cancellationToken) => Task.CompletedTask;

    private static BuildStep Step(ComponentContext component, string what, TargetPlatform? platform, PlannedOutput[] outputs) => new()
    {
        Id = $"{component.Settings.Id}/{what}",
        Component = component.Settings.Id,
        Ecosystem = component.Settings.Ecosystem,
        Platform = platform,
        Inputs = [component.Settings.Path],
        Outputs = [.. outputs],
    };

    private static PlannedOutput Output(string kind, string name, TargetPlatform? platform) => new()
    {
        Kind = kind,
        Name = name,
        Path = $"{PlannedCommand.Out}/{name}",
        Platform = platform,
        IsDelivered = kind != ArtifactKind.Binary,
    };
}
