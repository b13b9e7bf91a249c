using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Drayage.Tests.Architecture;

/// <summary>
/// Which types of its own assembly a type uses: base types, members, signatures, locals and method bodies.
/// </summary>
internal sealed class TypeUses(ProductAssembly assembly)
{
    private readonly MetadataReader metadata = assembly.Metadata;
    private readonly TypesOfSignature signatures = new(assembly.Metadata);

    public HashSet<TypeDefinitionHandle> Of(TypeDefinition type)
    {
        var used = new HashSet<TypeDefinitionHandle>();
        Add(used, type.BaseType);
        foreach (InterfaceImplementationHandle handle in type.GetInterfaceImplementations())
        {
            Add(used, metadata.GetInterfaceImplementation(handle).Interface);
        }

        foreach (GenericParameterHandle handle in type.GetGenericParameters())
        {
            AddConstraints(used, handle);
        }

        AddAttributes(used, type.GetCustomAttributes());
        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = metadata.GetFieldDefinition(handle);
            used.UnionWith(field.DecodeSignature(signatures, null));
            AddAttributes(used, field.GetCustomAttributes());
        }

        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            AddMethod(used, metadata.GetMethodDefinition(handle));
        }

        return used;
    }

    private void AddMethod(HashSet<TypeDefinitionHandle> used, MethodDefinition method)
    {
        AddSignature(used, method.DecodeSignature(signatures, null));
        AddAttributes(used, method.GetCustomAttributes());
        foreach (GenericParameterHandle handle in method.GetGenericParameters())
        {
            AddConstraints(used, handle);
        }

        StandaloneSignatureHandle locals = assembly.Locals(method);
        if (!locals.IsNil)
        {
            used.UnionWith(metadata.GetStandaloneSignature(locals).DecodeLocalSignature(signatures, null).SelectMany(types => types));
        }

        foreach (EntityHandle operand in MethodBody.Operands(assembly.Body(method)))
        {
            Add(used, operand);
        }
    }

    private void AddConstraints(HashSet<TypeDefinitionHandle> used, GenericParameterHandle handle)
    {
        foreach (GenericParameterConstraintHandle constraint in metadata.GetGenericParameter(handle).GetConstraints())
        {
            Add(used, metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void AddAttributes(HashSet<TypeDefinitionHandle> used, CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle handle in attributes)
        {
            Add(used, metadata.GetCustomAttribute(handle).Constructor);
        }
    }

    private static void AddSignature(HashSet<TypeDefinitionHandle> used, MethodSignature<IEnumerable<TypeDefinitionHandle>> signature) =>
        used.UnionWith(signature.ParameterTypes.Append(signature.ReturnType).SelectMany(types => types));

    private void Add(HashSet<TypeDefinitionHandle> used, EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                used.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                used.UnionWith(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(signatures, null));
                break;
            case HandleKind.FieldDefinition:
                used.Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                used.Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Add(used, metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification instance = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(used, instance.Method);
                used.UnionWith(instance.DecodeSignature(signatures, null).SelectMany(types => types));
                break;
            case HandleKind.StandaloneSignature or HandleKind.TypeReference:
                break;
            default:
                throw new NotSupportedException($"a {handle.Kind} stands where a type or member was expected ({MetadataTokens.GetToken(handle):x8})");
        }
    }
}
