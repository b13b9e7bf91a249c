using Drayage.Ecosystems.Npm.Building;
using Drayage.Ecosystems.Npm.Detection;
using Drayage.Ecosystems.Npm.Locking;
using Drayage.Ecosystems.Npm.Versions;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.Npm;

/// <summary>npm packages, packed by npm, pnpm or yarn.</summary>
public sealed class NpmEcosystem : IEcosystem
{
    public string Name => EcosystemName.Npm;

    public NativeSpelling Spelling => NativeSpelling.Npm;

    public IDetector Detector { get; } = new NpmDetector();

    public IBuilder Builder { get; } = new NpmBuilder();

    public IVersionedFiles VersionedFiles { get; } = new NpmLocks();

    public ILockFiles LockFiles { get; } = new NpmLockFiles();

    public SettingsSection Section => NpmSettings.Section;

    public EcosystemSettings Read(SectionReader reader) => NpmSettings.Read(reader);
}
