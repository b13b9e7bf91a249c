using System.Text.RegularExpressions;
using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Formats.Json;
using Drayage.Model.Versions;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.DotNet.Locking;

/// <summary>
/// The package references of one project against its lock file: those without a condition, in the versions that are written out.
/// What only MSBuild can tell is passed over.
/// </summary>
internal sealed partial class NuGetLockComparison(ProjectXml xml, ReferencedPackages packages, string project, ProjectEvaluation evaluation, JsonItem locked)
{
    private const string FileName = "packages.lock.json";

    private readonly CentralVersions? central = CentralVersions.Of(xml, project, evaluation);

    public IEnumerable<LockDifference> Differences()
    {
        // Frameworks, without the further entries for single runtimes.
        var frameworks = locked.Members.Where(framework => !framework.Name.Contains('/')).ToArray();
        var references = evaluation.Items.Where(item => item.Type == "PackageReference" && PlainElements.AreUnconditional(item.Element) && !IsUpdated(item.Include)).ToArray();
        var missing = from reference in references
                      from framework in frameworks
                      let difference = Difference(reference, framework)
                      where difference is not null
                      select difference;
        var surplus = from framework in frameworks
                      from entry in framework.Value.Members
                      where entry.Value["type"]?.Text == "Direct" && packages.CannotInclude(project, evaluation, entry.Name)
                      select new LockDifference(entry.KeyAt, $"has {entry.Name} for {framework.Name}, which {project} does not require");
        return Frameworks().Concat(missing).Concat(surplus);
    }

    private IEnumerable<LockDifference> Frameworks()
    {
        var single = evaluation.Properties["TargetFramework"];
        var several = evaluation.Properties["TargetFrameworks"];
        return from property in new[] { several, single }
               where property is { IsKnown: true, At: not null }
               from framework in property.Text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
               where PlainFramework().IsMatch(framework) && locked.Members.All(member => member.Name != framework)
               select new LockDifference(property.At!, $"is for {framework}, which {FileName} does not have");
    }

    private LockDifference? Difference(ProjectItem reference, JsonMember framework)
    {
        var entry = framework.Value.Members.FirstOrDefault(member => member.Name.Equals(reference.Include, StringComparison.OrdinalIgnoreCase))?.Value;
        if (entry?["type"]?.Text != "Direct")
            return new LockDifference(reference.At, $"requires {reference.Include}, which {FileName} does not have for {framework.Name}");
        if (VersionOf(reference) is not { } wanted || entry["requested"]?.Text is not { } requested)
            return null;
        return Lowest(requested) is { } found && !found.Equals(wanted.Version)
            ? new LockDifference(wanted.At, $"requires {reference.Include} {wanted.Version}, {FileName} has {found}")
            : null;
    }

    /// <summary>A version by itself, which means that or a newer one; null for ranges, floating versions and expressions.</summary>
    private PlainVersion? VersionOf(ProjectItem reference)
    {
        if (PlainVersion.Of(reference.Element, "VersionOverride", reference.At.Path) is { } overridden)
            return overridden;
        if (reference.Metadata("VersionOverride") is not null)
            return null;
        if (!IsCentral)
            return PlainVersion.Of(reference.Element, "Version", reference.At.Path);
        return central?.Of(reference.Include);
    }

    private bool IsCentral => evaluation.Properties.IsTrue("ManagePackageVersionsCentrally");

    // [1.2.3, ) is how the lock file spells a version by itself.
    private static NuGetVersionText? Lowest(string requested) =>
        requested.StartsWith('[') && requested.EndsWith(", )", StringComparison.Ordinal) && NuGetVersionText.TryParse(requested[1..^3], out var version) ? version : null;

    private bool IsUpdated(string name) => PlainElements.Files(xml, project).Any(root => root.Descendants()
        .Where(element => element.Name.LocalName == "PackageReference")
        .Any(element => element.Attribute("Update")?.Value is { } update && (update.Contains('$') || update.Contains('*') || update.Contains(name, StringComparison.OrdinalIgnoreCase))));

    [GeneratedRegex(@"^net([5-9]|\d\d+)\.\d+$", RegexOptions.ExplicitCapture)]
    private static partial Regex PlainFramework();
}
