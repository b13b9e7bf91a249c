namespace Drayage.Model.Versions.Tags;

/// <summary>A tag that is a release of one component.</summary>
public sealed record ClassifiedTag(string Component, string Tag, ReleaseVersion Version);
