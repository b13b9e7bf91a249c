namespace Drayage.Model.Detection;

/// <summary>One further statement of a manifest, for people: <c>feature</c> = <c>cuda</c>, <c>profile.release.lto</c> = <c>thin</c>.</summary>
public sealed record PackageFact(string Name, string Value, SourceLocation? At = null);
