using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;

namespace Drayage.Ecosystems.Containers.Building;

/// <summary>
/// Plans an image: for each platform the very programs that other components' steps built, and files of the repository.
/// There is no build step; the pack stage puts the image together.
/// </summary>
internal sealed class ContainerBuilder : IBuilder
{
    public ComponentSteps Plan(ComponentContext component)
    {
        var settings = (ContainerSettings)component.Settings.Own;
        var contents = new ImageContents(component, settings);
        var platforms = settings.Platforms.Select(platform => new PlatformImage(platform, contents.Of(platform))).ToImmutableArray();
        var image = new PackStep.Image
        {
            Id = $"{component.Settings.Id}/image",
            Component = component.Settings.Id,
            Output = ArtifactName.Parse($"{component.Settings.Id}-{component.NativeVersion}"),
            Repository = settings.Image ?? component.Settings.Id.Text,
            Platforms = platforms,
            Settings = Configuration(component, settings, contents),
        };
        return new ComponentSteps { Packs = [image] };
    }

    public Task BuildAsync(BuildStep step, IStepRun run, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"images have no build steps, yet there is {step.Id}");

    private static ImageSettings Configuration(ComponentContext component, ContainerSettings settings, ImageContents contents) => new()
    {
        Base = settings.Base,
        Config = new ContainerConfig
        {
            Entrypoint = settings.Entrypoint.IsEmpty && contents.OnlyProgram is { } program ? [program] : settings.Entrypoint,
            Command = settings.Command,
            Environment = settings.Environment,
            User = settings.User,
            WorkingDirectory = settings.WorkingDirectory,
            ExposedPorts = settings.Ports,
            Volumes = settings.Volumes,
            StopSignal = settings.StopSignal,
            Healthcheck = settings.Healthcheck,
            Labels = Standard(component).SetItems(settings.Labels),
        },
        Directories = contents.Directories,
        Removed = settings.Removed,
        Format = settings.Format,
        Compression = settings.Compression,
        FileTimes = settings.FileTimes,
        Annotations = Standard(component).SetItems(settings.Annotations),
    };

    // https://github.com/opencontainers/image-spec/blob/main/annotations.md; labels say the same to tools that read only the configuration.
    private static ImmutableSortedDictionary<string, string> Standard(ComponentContext component)
    {
        var project = component.Project;
        (string Key, string? Value)[] known =
        [
            ("title", component.Settings.Id.Text),
            ("version", component.Version.Text),
            ("revision", component.Source.Commit),
            ("created", DateTimeOffset.FromUnixTimeSeconds(component.Source.CommitTime).ToString("yyyy-MM-ddTHH:mm:ssZ")),
            ("description", project.Description),
            ("licenses", project.Licence),
            ("url", project.Homepage),
            ("source", project.Repository is { } repository ? $"https://github.com/{repository}" : null),
        ];
        return known.Where(entry => entry.Value is not null)
            .ToImmutableSortedDictionary(entry => "org.opencontainers.image." + entry.Key, entry => entry.Value!, StringComparer.Ordinal);
    }
}
