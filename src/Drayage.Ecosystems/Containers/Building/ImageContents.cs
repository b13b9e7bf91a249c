using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Detection;
using Drayage.Platform.Archives;

namespace Drayage.Ecosystems.Containers.Building;

/// <summary>The files of an image, platform by platform.</summary>
internal sealed class ImageContents(ComponentContext component, ContainerSettings settings)
{
    private const int ProgramMode = 0b111_101_101; // rwxr-xr-x
    private const int FileMode = 0b110_100_100; // rw-r--r--

    private readonly ImageRights rights = new(settings);

    /// <summary>Directories that were asked for, or whose mode or owner was; those that files merely stand in are not among them.</summary>
    public ImmutableArray<PackedDirectory> Directories => [.. DirectoryPaths(settings.Platforms.SelectMany(Files)).Select(path => rights.Apply(new PackedDirectory(path, ProgramMode)))];

    /// <summary>The path of the program where all platforms have exactly one, of one name.</summary>
    public string? OnlyProgram
    {
        get
        {
            var programs = settings.Platforms.SelectMany(Programs).Select(program => program.Path).Distinct().ToList();
            return programs is [var only] ? "/" + only : null;
        }
    }

    /// <exception cref="ReleaseException">A component builds nothing for the platform, or a file is missing.</exception>
    public ImmutableArray<PackedFile> Of(TargetPlatform platform)
    {
        var files = Files(platform).Select(rights.Apply).OrderBy(file => file.Path, StringComparer.Ordinal).ToImmutableArray();
        for (var i = 1; i < files.Length; i++)
        {
            if (files[i].Path == files[i - 1].Path)
                throw Refused($"two files have the path /{files[i].Path} in it", "give one of them another path, or set `binary-path`");
        }

        if (rights.Unmatched([.. files.Select(file => file.Path), .. DirectoryPaths(files)]) is { } nowhere)
            throw Refused($"`modes` or `owners` name {nowhere}, which is no file or directory that is put into it", "correct the path, or add it to `directories`");
        return files;
    }

    private IEnumerable<PackedFile> Files(TargetPlatform platform) =>
        Programs(platform).Concat(settings.Files.SelectMany(entry => FromRepository(entry.Key, entry.Value)));

    private IEnumerable<string> DirectoryPaths(IEnumerable<PackedFile> files) => settings.Directories.Select(Inside)
        .Concat(files.SelectMany(file => ArchivePath.Parents(file.Path)).Where(rights.Touch))
        .Distinct().Order(StringComparer.Ordinal);

    private IEnumerable<PackedFile> Programs(TargetPlatform platform)
    {
        foreach (var id in settings.From)
        {
            var programs = StepsOf(id).Builds
                .SelectMany(step => step.Outputs.Where(output => output.Kind == ArtifactKind.Binary && Fits(output.Platform ?? step.Platform, platform)).Select(output => (step.Id, output.Name)))
                .ToList();
            if (programs.Count == 0)
                throw Refused($"component {id} builds no program for {platform}", $"add {platform} to the platforms of {id}, or remove it from those of the image");
            foreach (var (step, name) in programs)
                yield return new PackedFile(new PackSource.StepOutput(step, name), Inside(settings.BinaryPath + "/" + name), ProgramMode);
        }
    }

    private ComponentSteps StepsOf(ComponentId id) => component.Planned.TryGetValue(id, out var steps)
        ? steps
        : throw Refused($"component {id}, from which it takes programs, is not part of this release", $"release {id} along with it, or correct `from`");

    private IEnumerable<PackedFile> FromRepository(string target, string source)
    {
        var path = SourceTree.Join(component.Settings.Path, source) is { } beside && Exists(beside) ? beside : SourceTree.Join("", source);
        if (path is null || !Exists(path))
            throw Refused($"{source} is no file or directory that git tracks", "correct `files`; paths are relative to the component's path or to the repository's root");
        if (component.Tree.Contains(path))
            return [File(path, Inside(target.EndsWith('/') ? target + SourceTree.FileName(path) : target))];
        return component.Tree.Below(path).Select(file => File(file, Inside($"{target}/{file[(path.Length + 1)..]}")));
    }

    private PackedFile File(string path, string inside) =>
        new(new PackSource.RepositoryFile(path), inside, IsExecutable(component.Tree.FullPath(path)) ? ProgramMode : FileMode);

    private bool Exists(string path) => component.Tree.Contains(path) || (path.Length > 0 && component.Tree.Below(path).Any());

    // git keeps one mode bit of a file, and this is it.
    private static bool IsExecutable(string path) =>
        !OperatingSystem.IsWindows() && System.IO.File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);

    private static bool Fits(TargetPlatform? built, TargetPlatform wanted) => built is null || built.Normalized == wanted.Normalized;

    private static string Inside(string path) => SourceTree.Join("", path)!;

    private ReleaseException Refused(string because, string hint) =>
        new(ExitCode.Usage, $"image {component.Settings.Id} cannot be put together", $"{because} ({component.Settings.At})", hint);
}
