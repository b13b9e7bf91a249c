using Drayage.Ecosystems.Maven.Detection;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Maven;

/// <summary>Maven modules, which are detected only.</summary>
public sealed class MavenEcosystem : IEcosystem
{
    public string Name => EcosystemName.Maven;

    public NativeSpelling Spelling => NativeSpelling.Maven;

    public IDetector Detector { get; } = new MavenDetector();

    public IBuilder? Builder => null;

    public SettingsSection? Section => null;

    public EcosystemSettings Read(SectionReader reader) => throw new InvalidOperationException("Maven components have no settings: the ecosystem has no builder");
}
