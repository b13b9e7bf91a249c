using Drayage.Workflows.Publishing;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>A tool for images is given files that are none.</summary>
internal sealed class NotAnImageRule : LintRule
{
    private static readonly string[] Packages = [".whl", ".tgz", ".zip", ".crate", ".nupkg", ".deb", ".rpm", ".jar", ".gem"];

    public override string Id => "not-an-image";

    public override Severity Severity => Severity.Error;

    public override string Title => "crane is given a package in place of an image";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target) =>
        from pair in target.Acts
        from publish in pair.Step.Publications
        where publish is { Tool: "crane", Form: PublicationForm.Upload }
        from file in publish.Files
        where file.Known is { } name && Packages.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
        select Found(
            pair.Step.Source,
            pair.Step.PlaceOf(publish),
            $"crane cannot push '{file}': it is no image",
            "crane push takes one tarball or layout of an image, and one reference",
            $"oras push {publish.Address} {file}");
}
