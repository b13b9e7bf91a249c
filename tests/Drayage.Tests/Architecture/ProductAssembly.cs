using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Drayage.Tests.Architecture;

/// <summary>One assembly of src/, read as metadata, never loaded.</summary>
internal sealed class ProductAssembly : IDisposable
{
    private readonly PEReader file;

    private ProductAssembly(string project, string path)
    {
        Project = project;
        file = new PEReader(File.OpenRead(path));
        Metadata = file.GetMetadataReader();
    }

    public string Project { get; }

    public MetadataReader Metadata { get; }

    public IEnumerable<string> References =>
        Metadata.AssemblyReferences.Select(handle => Metadata.GetString(Metadata.GetAssemblyReference(handle).Name));

    public IEnumerable<TypeDefinition> Types => Metadata.TypeDefinitions.Select(Metadata.GetTypeDefinition);

    /// <summary>Types that someone wrote: the compiler's own names hold angle brackets.</summary>
    public IEnumerable<TypeDefinition> WrittenTypes =>
        Types.Where(type => !FullName(type).Contains('<') && NamespaceOf(type).StartsWith("Drayage", StringComparison.Ordinal));

    public static ProductAssembly Open(string project)
    {
        string name = project == "Drayage.Cli" ? "drayage" : project;
        return new ProductAssembly(project, Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
    }

    public byte[] Body(MethodDefinition method) =>
        method.RelativeVirtualAddress == 0 ? [] : file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? [];

    public StandaloneSignatureHandle Locals(MethodDefinition method) =>
        method.RelativeVirtualAddress == 0 ? default : file.GetMethodBody(method.RelativeVirtualAddress).LocalSignature;

    /// <summary>The namespace of the outermost type.</summary>
    public string NamespaceOf(TypeDefinition type)
    {
        while (!type.GetDeclaringType().IsNil)
        {
            type = Metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return Metadata.GetString(type.Namespace);
    }

    public string FullName(TypeDefinition type)
    {
        string name = Metadata.GetString(type.Name);
        return type.GetDeclaringType().IsNil
            ? $"{Metadata.GetString(type.Namespace)}.{name}"
            : $"{FullName(Metadata.GetTypeDefinition(type.GetDeclaringType()))}+{name}";
    }

    /// <summary>Values of <see cref="AssemblyMetadataAttribute"/>, by key.</summary>
    public Dictionary<string, string> AssemblyMetadata()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (CustomAttribute attribute in Metadata.GetAssemblyDefinition().GetCustomAttributes().Select(Metadata.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && Metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
                && Metadata.StringComparer.Equals(Metadata.GetTypeReference((TypeReferenceHandle)parent).Name, nameof(AssemblyMetadataAttribute)))
            {
                BlobReader blob = Metadata.GetBlobReader(attribute.Value);
                blob.ReadUInt16();
                values[blob.ReadSerializedString()!] = blob.ReadSerializedString()!;
            }
        }

        return values;
    }

    /// <summary>Members of other assemblies that are used here, as <c>Type.Member</c>.</summary>
    public IEnumerable<string> MembersUsed()
    {
        foreach (MemberReference member in Metadata.MemberReferences.Select(Metadata.GetMemberReference))
        {
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                TypeReference parent = Metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                yield return $"{Metadata.GetString(parent.Namespace)}.{Metadata.GetString(parent.Name)}.{Metadata.GetString(member.Name)}";
            }
        }
    }

    public void Dispose() => file.Dispose();
}
