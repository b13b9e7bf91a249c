using Drayage.Ecosystems.Containers.Building;
using Drayage.Ecosystems.Containers.Detection;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Containers;

/// <summary>Container images, put together from built programs and files of the repository without a daemon.</summary>
public sealed class ContainerEcosystem : IEcosystem
{
    public string Name => EcosystemName.Container;

    public NativeSpelling Spelling => NativeSpelling.OciTag;

    public IDetector Detector { get; } = new ContainerDetector();

    public IBuilder Builder { get; } = new ContainerBuilder();

    public SettingsSection Section => ContainerSettings.Section;

    public EcosystemSettings Read(SectionReader reader) => ContainerSettings.Read(reader);
}
