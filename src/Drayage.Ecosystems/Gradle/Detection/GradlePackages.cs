using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>Makes packages of a build's projects.</summary>
internal sealed class GradlePackages(GradleBuild build)
{
    private static readonly string[] Publishing =
        ["maven-publish", "com.vanniktech.maven.publish", "com.vanniktech.maven.publish.base", "com.gradle.plugin-publish", "maven", "ivy-publish"];

    public Package Describe(GradleProject project) => new()
    {
        Ecosystem = EcosystemName.Gradle,
        Name = NameOf(project),
        Directory = project.Directory,
        Manifest = project.BuildFile ?? build.Settings?.Path ?? project.Directory,
        Version = VersionOf(project),
        Publishability = PublishabilityOf(project),
        Role = GradleRole.Of(project),
        Products = project.Plugins.Any(plugin => IsJvm(plugin.Id)) ? [new Product(ProductKind.Jar, ArtifactOf(project))] : [],
        Facts = [.. Facts(project)],
        Dependencies = [.. project.Uses.Select(use => Dependency(project, use)).OfType<LocalDependency>()],
    };

    private static Publishability PublishabilityOf(GradleProject project)
    {
        var plugin = project.Plugins.Where(plugin => Publishing.Contains(plugin.Id)).OrderBy(plugin => plugin.IsConditional).FirstOrDefault();
        if (plugin is null)
            return new Publishability(false, "no maven-publish plugin", At: null);
        var how = plugin.IsConditional ? " under a condition" : "";
        return new Publishability(true, plugin.Via is { } via ? $"{via} applies {plugin.Id}{how}" : $"applies {plugin.Id}{how}", plugin.At);
    }

    private PackageVersion VersionOf(GradleProject project)
    {
        var version = project.PublishedVersion ?? VanniktechProperty(project, "VERSION_NAME") ?? project.Version
            ?? project.Properties.GetValueOrDefault("version") ?? build.Root.Properties.GetValueOrDefault("version");
        return version switch
        {
            null => new PackageVersion.None("no version is set; Gradle says unspecified") { Assumed = "unspecified" },
            { IsKnown: true, Text.Length: > 0 } => new PackageVersion.Static(version.Text, version.At),
            _ => new PackageVersion.Dynamic("Gradle", version.At),
        };
    }

    private string NameOf(GradleProject project)
    {
        var group = project.PublishedGroup ?? VanniktechProperty(project, "GROUP") ?? project.Group
            ?? project.Properties.GetValueOrDefault("group") ?? build.Root.Properties.GetValueOrDefault("group");
        var text = group is { IsKnown: true, Text.Length: > 0 } ? group.Text : DefaultGroup(project);
        return text.Length == 0 ? ArtifactOf(project) : $"{text}:{ArtifactOf(project)}";
    }

    private static string ArtifactOf(GradleProject project) =>
        (project.PublishedArtifact ?? VanniktechProperty(project, "POM_ARTIFACT_ID")) is { IsKnown: true, Text.Length: > 0 } artifact ? artifact.Text : project.Name;

    // The vanniktech plugin takes its coordinates from these properties.
    private static GradleValue? VanniktechProperty(GradleProject project, string name) =>
        project.Plugins.Any(plugin => plugin.Id.StartsWith("com.vanniktech.maven.publish", StringComparison.Ordinal)) ? project.Properties.GetValueOrDefault(name) : null;

    // Gradle groups a project without group under the names of its parents.
    private string DefaultGroup(GradleProject project)
    {
        if (project == build.Root)
            return "";
        var parents = project.Path.Split(':', StringSplitOptions.RemoveEmptyEntries)[..^1];
        return string.Join('.', parents.Prepend(build.Root.Name));
    }

    private LocalDependency? Dependency(GradleProject project, ProjectUse use)
    {
        if (build.Find(use.Path) is not { } target || target == project)
            return null;
        var kind = use.Configuration.Contains("test", StringComparison.OrdinalIgnoreCase) || use.Configuration.StartsWith("jmh", StringComparison.Ordinal)
            ? LocalDependencyKind.Development
            : use.Configuration.StartsWith("compileOnly", StringComparison.Ordinal) || use.Configuration.StartsWith("annotationProcessor", StringComparison.Ordinal)
                ? LocalDependencyKind.Build
                : LocalDependencyKind.Runtime;
        return new LocalDependency(NameOf(target), null, use.At) { Kind = kind, OrdersPublishing = kind == LocalDependencyKind.Runtime };
    }

    private IEnumerable<PackageFact> Facts(GradleProject project)
    {
        yield return new PackageFact("project", project.Path, project.IncludedAt);
        if (build.Settings is { } settings)
            yield return new PackageFact("settings", settings.Path);
        foreach (var plugin in project.Plugins.DistinctBy(plugin => plugin.Id))
            yield return new PackageFact("plugin", plugin.Via is { } via ? $"{plugin.Id} (by {via})" : plugin.Id, plugin.At);
    }

    private static bool IsJvm(string plugin) =>
        plugin is "java" or "java-library" or "java-gradle-plugin" or "application" or "groovy" or "scala" or "kotlin-dsl" or "war"
        || plugin.StartsWith("org.jetbrains.kotlin.jvm", StringComparison.Ordinal);
}
