using Drayage.Formats.Templates;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Planning;

/// <summary>Plans one archive a platform for the binaries of a component, with licence, readme and what the settings name.</summary>
internal static class ArchivePlanning
{
    private const int Plain = 0b110_100_100;
    private const int Executable = 0b111_101_101;

    public static IEnumerable<PackStep> Of(ComponentContext component, ComponentSteps steps)
    {
        if (component.Settings.Archive is not { } archive)
            return [];
        return steps.Builds
            .SelectMany(step => step.Outputs.Where(o => o.Kind == ArtifactKind.Binary).Select(output => (Step: step, Output: output)))
            .GroupBy(binary => binary.Output.Platform)
            .Select(platform => Archive(component, archive, platform.Key, [.. platform]));
    }

    private static PackStep.Archive Archive(
        ComponentContext component, ArchiveSettings archive, TargetPlatform? platform, (BuildStep Step, PlannedOutput Output)[] binaries)
    {
        var name = Render(component, archive.Name, platform);
        var zip = platform?.Os == "windows" || archive.Format == "zip";
        var files = binaries.Select(b => new PackedFile(new PackSource.StepOutput(b.Step.Id, b.Output.Name), b.Output.Name, Executable));
        var more = RepositoryFiles(component, archive).Select(path => new PackedFile(new PackSource.RepositoryFile(path), SourceTree.FileName(path), Plain));
        return new PackStep.Archive
        {
            Id = $"{component.Settings.Id}/archive{(platform is null ? "" : "/" + platform.ToString().Replace('/', '-'))}",
            Component = component.Settings.Id,
            Output = ParseName(component, name + (zip ? ".zip" : ".tar.gz")),
            Format = zip ? ArchiveFormat.Zip : ArchiveFormat.TarGz,
            Platform = platform,
            Root = name,
            Files = [.. files, .. more],
        };
    }

    private static string Render(ComponentContext component, string template, TargetPlatform? platform) =>
        Template.Parse(template, component.Settings.At).Render(NameVariables.Of(component, platform));

    private static ArtifactName ParseName(ComponentContext component, string name) =>
        ArtifactName.TryParse(name, out var parsed)
            ? parsed
            : throw new ReleaseException(
                ExitCode.Usage,
                $"component {component.Settings.Id}: '{name}' is no name for an archive",
                component.Settings.At.ToString(),
                "the template archive.name may give letters, digits and . - _ + ~ @ ! only");

    /// <summary>Licence and readme of the component, or else of the repository; then the named files.</summary>
    private static IEnumerable<string> RepositoryFiles(ComponentContext component, ArchiveSettings archive)
    {
        var usual = new[] { component.Settings.Path, "" }
            .Select(directory => InDirectory(component.Tree, directory).Where(IsLicenceOrReadme).ToArray())
            .ToArray();
        var licences = usual.Select(files => files.Where(LicenceFiles.Is).ToArray()).FirstOrDefault(files => files.Length > 0) ?? [];
        var readmes = usual.Select(files => files.Where(f => !LicenceFiles.Is(f)).Take(1).ToArray()).FirstOrDefault(files => files.Length > 0) ?? [];
        var named = archive.Files.Select(file => Named(component, file));
        return licences.Concat(readmes).Concat(named).DistinctBy(SourceTree.FileName);
    }

    private static IEnumerable<string> InDirectory(SourceTree tree, string directory) =>
        tree.Below(directory).Where(path => SourceTree.DirectoryOf(path) == directory);

    private static string Named(ComponentContext component, string file) =>
        new[] { SourceTree.Join(component.Settings.Path, file), file }.FirstOrDefault(path => path is not null && component.Tree.Contains(path))
        ?? throw new ReleaseException(
            ExitCode.Usage,
            $"component {component.Settings.Id}: archive file '{file}' does not exist",
            $"{component.Settings.At}; looked in the component's directory and in the repository's root",
            "correct archive.files");

    private static bool IsLicenceOrReadme(string path) =>
        LicenceFiles.Is(path) || SourceTree.FileName(path).StartsWith("README", StringComparison.OrdinalIgnoreCase);
}
