using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.Containers;

/// <summary>What a component of the container ecosystem may say of itself.</summary>
public sealed record ContainerSettings : EcosystemSettings
{
    private static readonly Setting<ImmutableArray<TargetPlatform>> PlatformsKey = Settings.ParsedList(
        "platforms", "The platforms of the image. Default: linux/amd64.", TargetPlatform.Parse);

    private static readonly Setting<ImmutableArray<ComponentId>> FromKey = Settings.ParsedList(
        "from", "The components whose programs go into the image.", ComponentId.Parse);

    private static readonly Setting<ImmutableSortedDictionary<string, string>> FilesKey = Settings.Map(
        "files", "Further files: path in the image to file or directory of the repository.");

    private static readonly Setting<string> BaseKey = Settings.Text(
        "base", "What the image stands on: \"scratch\" (the default), \"oci:DIRECTORY[:TAG]\" for an OCI layout of the repository, \"docker-archive:FILE[:NAME]\" for a file of docker save, or an image reference, best with a digest. Layers of a registry's image are not fetched; they go from there to the destinations that lack them.");

    private static readonly Setting<string> ImageKey = Settings.Text(
        "image", "The image's repository below the destination's registry. Default: the component's id.");

    private static readonly Setting<string> BinaryPathKey = Settings.Text("binary-path", "The directory in the image that the programs go to. Default: /usr/bin.");
    private static readonly Setting<ImmutableArray<string>> EntrypointKey = Settings.Texts("entrypoint", "The image's entrypoint. Default: the program, where the image has exactly one.");
    private static readonly Setting<ImmutableArray<string>> CommandKey = Settings.Texts("command", "The arguments that the entrypoint gets when none are given.");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> EnvKey = Settings.Map("env", "Environment variables.");
    private static readonly Setting<string> UserKey = Settings.Text("user", "The user, USER or USER:GROUP, by name or number.");
    private static readonly Setting<string> WorkdirKey = Settings.Text("workdir", "The working directory.");
    private static readonly Setting<ImmutableArray<string>> PortsKey = Settings.Texts("ports", "Exposed ports, such as 8080 or 53/udp.");
    private static readonly Setting<ImmutableArray<string>> VolumesKey = Settings.Texts("volumes", "Directories that are volumes.");
    private static readonly Setting<string> StopSignalKey = Settings.Text("stop-signal", "The signal that stops the container, such as SIGINT.");
    private static readonly Setting<ImageHealthcheck> HealthcheckKey = Settings.Nested("healthcheck", "How the container is asked whether it is well. Default: the base's.", HealthcheckSection.Section, HealthcheckSection.Read);
    private static readonly Setting<ImmutableArray<string>> DirectoriesKey = Settings.Texts("directories", "Directories of the image that are made even if empty, with the mode 0755 unless `modes` says another.");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> ModesKey = Settings.Map("modes", "Modes: path in the image to octal number. Default: 0755 for programs, directories and what git holds as executable, else 0644.");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> OwnersKey = Settings.Map("owners", "Owners: path in the image to UID:GID, for a directory also of everything below it. Default: 0:0.");
    private static readonly Setting<ImmutableArray<string>> RemoveKey = Settings.Texts("remove", "Paths of the base that are gone in the image.");
    private static readonly Setting<string> FormatKey = Settings.Choice("format", "Media types of the image: oci, or docker for tools that know nothing else; docker has no annotations. Default: oci.", "oci", "docker");
    private static readonly Setting<string> CompressionKey = Settings.Choice("compression", "Compression of the layers: gzip, or zstd, which needs libzstd on the machine that builds. Default: gzip.", "gzip", "zstd");
    private static readonly Setting<string> FileTimesKey = Settings.Choice("file-times", "Modification times in the image: fixed (1970), so that unchanged layers stay the same from release to release, or commit. Default: fixed.", "fixed", "commit");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> LabelsKey = Settings.Map("labels", "Labels of the image's configuration.");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> AnnotationsKey = Settings.Map(
        "annotations", "Annotations of the index and the manifests, beside the org.opencontainers.image ones that are always set.");

    public static SettingsSection Section { get; } = new(
        "component of ecosystem container",
        "A container image, put together from built programs without a daemon.",
        [
            PlatformsKey, FromKey, FilesKey, BaseKey, ImageKey, BinaryPathKey, EntrypointKey, CommandKey, EnvKey, UserKey, WorkdirKey, PortsKey, VolumesKey,
            StopSignalKey, HealthcheckKey, DirectoriesKey, ModesKey, OwnersKey, RemoveKey, LabelsKey, AnnotationsKey, FormatKey, CompressionKey, FileTimesKey,
        ]);

    public override ImmutableArray<ComponentId> Needs => From;

    public required ImmutableArray<TargetPlatform> Platforms { get; init; }

    public required ImmutableArray<ComponentId> From { get; init; }

    /// <summary>Absolute path in the image → repository-relative path.</summary>
    public required ImmutableSortedDictionary<string, string> Files { get; init; }

    /// <summary>Null for scratch.</summary>
    public string? Base { get; init; }

    /// <summary>Null for the component's id.</summary>
    public string? Image { get; init; }

    public required string BinaryPath { get; init; }

    public ImmutableArray<string> Entrypoint { get; init; } = [];

    public ImmutableArray<string> Command { get; init; } = [];

    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public string? User { get; init; }

    public string? WorkingDirectory { get; init; }

    public ImmutableArray<string> Ports { get; init; } = [];

    public ImmutableArray<string> Volumes { get; init; } = [];

    public string? StopSignal { get; init; }

    public ImageHealthcheck? Healthcheck { get; init; }

    /// <summary>Absolute paths in the image.</summary>
    public ImmutableArray<string> Directories { get; init; } = [];

    /// <summary>Absolute path in the image → permission bits.</summary>
    public ImmutableSortedDictionary<string, int> Modes { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Absolute path in the image → numeric owner of it and of what is below.</summary>
    public ImmutableSortedDictionary<string, PathOwner> Owners { get; init; } = ImmutableSortedDictionary<string, PathOwner>.Empty;

    /// <summary>Absolute paths of the base.</summary>
    public ImmutableArray<string> Removed { get; init; } = [];

    public ImageFormat Format { get; init; }

    public LayerCompression Compression { get; init; }

    public FileTimes FileTimes { get; init; }

    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    internal static ContainerSettings Read(SectionReader reader)
    {
        var platforms = OrEmpty(reader.Get(PlatformsKey));
        var settings = new ContainerSettings
        {
            Platforms = platforms.IsEmpty ? [new TargetPlatform("linux", "amd64")] : platforms,
            From = OrEmpty(reader.Get(FromKey)),
            Files = OrEmpty(reader.Get(FilesKey)),
            Base = reader.Get(BaseKey) is { } given and not "scratch" ? given : null,
            Image = reader.Get(ImageKey),
            BinaryPath = reader.Get(BinaryPathKey) ?? "/usr/bin",
            Entrypoint = OrEmpty(reader.Get(EntrypointKey)),
            Command = OrEmpty(reader.Get(CommandKey)),
            Environment = OrEmpty(reader.Get(EnvKey)),
            User = reader.Get(UserKey),
            WorkingDirectory = reader.Get(WorkdirKey),
            Ports = [.. OrEmpty(reader.Get(PortsKey)).Select(port => port.Contains('/') ? port : port + "/tcp")],
            Volumes = OrEmpty(reader.Get(VolumesKey)),
            StopSignal = reader.Get(StopSignalKey),
            Healthcheck = reader.Get(HealthcheckKey),
            Directories = OrEmpty(reader.Get(DirectoriesKey)),
            Modes = PathRights.ReadModes(reader, ModesKey),
            Owners = PathRights.ReadOwners(reader, OwnersKey),
            Removed = OrEmpty(reader.Get(RemoveKey)),
            Format = reader.Get(FormatKey) == "docker" ? ImageFormat.Docker : ImageFormat.Oci,
            Compression = reader.Get(CompressionKey) == "zstd" ? LayerCompression.Zstd : LayerCompression.Gzip,
            FileTimes = reader.Get(FileTimesKey) == "commit" ? FileTimes.Commit : FileTimes.Fixed,
            Labels = OrEmpty(reader.Get(LabelsKey)),
            Annotations = OrEmpty(reader.Get(AnnotationsKey)),
        };
        settings.Check(reader);
        return settings;
    }

    private void Check(SectionReader reader)
    {
        if (From.IsEmpty && Files.IsEmpty)
            reader.Problems.Add("the image would be empty", reader.At, "name components with `from`, or files with `files`");
        (Setting Key, IEnumerable<string> Paths)[] absolute =
        [
            (FilesKey, Files.Keys), (BinaryPathKey, [BinaryPath]), (DirectoriesKey, Directories), (RemoveKey, Removed), (VolumesKey, Volumes),
            (WorkdirKey, WorkingDirectory is { } directory ? [directory] : []),
        ];
        foreach (var (key, path) in absolute.SelectMany(entry => entry.Paths.Select(path => (entry.Key, path))).Where(entry => !PathRights.IsClean(entry.path)))
            reader.Problems.Add($"'{path}' is no absolute path in the image", reader.LocationOf(key), $"write /{path.TrimStart('/')}, without . and ..");
        if (!Removed.IsEmpty && Base is null)
            reader.Problems.Add("nothing can be removed from an image without a base", reader.LocationOf(RemoveKey), "name a `base`, or leave `remove` out");
        if (Format == ImageFormat.Docker && Compression == LayerCompression.Zstd)
            reader.Problems.Add("Docker's image format has no zstd layers", reader.LocationOf(CompressionKey), "take `format: oci`, or `compression: gzip`");
        foreach (var port in Ports.Where(port => !ushort.TryParse(port.AsSpan(0, port.IndexOf('/')), out _) || port[port.IndexOf('/')..] is not ("/tcp" or "/udp" or "/sctp")))
            reader.Problems.Add($"'{port}' is no port", reader.LocationOf(PortsKey), "write for instance 8080 or 53/udp");
    }

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items;

    private static ImmutableSortedDictionary<string, string> OrEmpty(ImmutableSortedDictionary<string, string>? map) =>
        map ?? ImmutableSortedDictionary<string, string>.Empty;
}
