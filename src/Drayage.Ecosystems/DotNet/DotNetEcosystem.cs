using Drayage.Ecosystems.DotNet.Building;
using Drayage.Ecosystems.DotNet.Detection;
using Drayage.Ecosystems.DotNet.Locking;
using Drayage.Ecosystems.DotNet.Versions;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.DotNet;

/// <summary>.NET projects: NuGet packages, tools and self-contained programs.</summary>
public sealed class DotNetEcosystem : IEcosystem
{
    public string Name => EcosystemName.DotNet;

    public NativeSpelling Spelling => NativeSpelling.NuGet;

    public IDetector Detector { get; } = new DotNetDetector();

    public IBuilder Builder { get; } = new DotNetBuilder();

    public IVersionedFiles VersionedFiles { get; } = new DotNetVersions();

    public ILockFiles LockFiles { get; } = new NuGetLockFiles();

    public SettingsSection Section => DotNetSettings.Section;

    public EcosystemSettings Read(SectionReader reader) => DotNetSettings.Read(reader);
}
