using Drayage.Ecosystems.Python.Building;
using Drayage.Ecosystems.Python.Detection;
using Drayage.Ecosystems.Python.Locking;
using Drayage.Ecosystems.Python.Versions;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.Python;

/// <summary>Python distributions.</summary>
public sealed class PythonEcosystem : IEcosystem
{
    public string Name => EcosystemName.Python;

    public NativeSpelling Spelling => NativeSpelling.Pep440;

    public IDetector Detector { get; } = new PythonDetector();

    public IBuilder Builder { get; } = new PythonBuilder();

    public IVersionedFiles VersionedFiles { get; } = new PythonLocks();

    public ILockFiles LockFiles { get; } = new PythonLockFiles();

    public SettingsSection Section => PythonSettings.Section;

    public EcosystemSettings Read(SectionReader reader) => PythonSettings.Read(reader);
}
