using Drayage.Ecosystems.Go.Building;
using Drayage.Ecosystems.Go.Detection;
using Drayage.Ecosystems.Go.Locking;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Go;

/// <summary>Go modules and their programs.</summary>
public sealed class GoEcosystem : IEcosystem
{
    public string Name => EcosystemName.Go;

    public NativeSpelling Spelling => NativeSpelling.Go;

    public IDetector Detector { get; } = new GoDetector();

    public IBuilder Builder { get; } = new GoBuilder();

    public ILockFiles LockFiles { get; } = new GoSums();

    public SettingsSection Section => GoSettings.Section;

    public EcosystemSettings Read(SectionReader reader) => GoSettings.Read(reader);
}
