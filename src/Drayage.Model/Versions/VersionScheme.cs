namespace Drayage.Model.Versions;

/// <summary>The rules by which a component spells and orders its own versions.</summary>
public enum VersionScheme
{
    /// <summary>Semantic Versioning 2.0.0.</summary>
    Semantic,

    /// <summary>PEP 440.</summary>
    Python,

    /// <summary>A dotted number with an optional suffix, ordered numerically.</summary>
    Loose,
}
