using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using Drayage.Pipeline.Versioning;

namespace Drayage.Pipeline.Composition;

/// <summary>One ecosystem as the composition root knows it: a single line there adds it to everything.</summary>
public interface IEcosystem
{
    /// <summary>One of <see cref="Model.Detection.EcosystemName"/>.</summary>
    string Name { get; }

    /// <summary>How this ecosystem spells a release version.</summary>
    NativeSpelling Spelling { get; }

    /// <summary>Null for an ecosystem without manifests.</summary>
    IDetector? Detector { get; }

    /// <summary>Null for an ecosystem that is detected only.</summary>
    IBuilder? Builder { get; }

    /// <summary>Its files beside the manifests that repeat versions, such as lock files; null for none.</summary>
    IVersionedFiles? VersionedFiles => null;

    /// <summary>Its lock files against its manifests; null for an ecosystem without lock files.</summary>
    ILockFiles? LockFiles => null;

    /// <summary>The keys that its components have beside the common ones; null where it has no builder.</summary>
    SettingsSection? Section { get; }

    EcosystemSettings Read(SectionReader reader);
}
