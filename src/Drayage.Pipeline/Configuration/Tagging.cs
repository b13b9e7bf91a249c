namespace Drayage.Pipeline.Configuration;

/// <summary>When the tag of a release is made.</summary>
public enum Tagging
{
    /// <summary>The tag is there first and starts the release, or comes into being with it.</summary>
    Before,

    /// <summary>Once the registries serve what was published.</summary>
    After,
}
