using Drayage.Ecosystems.Cargo.Building;
using Drayage.Ecosystems.Cargo.Detection;
using Drayage.Ecosystems.Cargo.Locking;
using Drayage.Ecosystems.Cargo.Versions;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.Cargo;

/// <summary>Rust crates and their programs.</summary>
public sealed class CargoEcosystem : IEcosystem
{
    public string Name => EcosystemName.Cargo;

    public NativeSpelling Spelling => NativeSpelling.Cargo;

    public IDetector Detector { get; } = new CargoDetector();

    public IBuilder Builder { get; } = new CargoBuilder();

    public IVersionedFiles VersionedFiles { get; } = new CargoVersions();

    public ILockFiles LockFiles { get; } = new CargoLockFiles();

    public SettingsSection Section => CargoSettingsSection.Section;

    public EcosystemSettings Read(SectionReader reader) => CargoSettingsSection.Read(reader);
}
