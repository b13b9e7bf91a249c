using Drayage.Ecosystems.Python.Distributions;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>A wheel or a source distribution, as far as its upload must describe it.</summary>
/// <param name="FileType"><c>bdist_wheel</c> or <c>sdist</c>.</param>
/// <param name="PythonTag">The wheel's Python tag, such as <c>py3</c>; <c>source</c> for a source distribution.</param>
internal sealed record DistributionFile(string FileType, string PythonTag, CoreMetadata Metadata)
{
    /// <summary>Looks into the file.</summary>
    /// <exception cref="DeliveryException">It is neither, or holds no metadata.</exception>
    public static async Task<DistributionFile> ReadAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            var metadata = CoreMetadata.Parse(await DistributionMetadata.ReadAsync(name, content, cancellationToken));
            return name.EndsWith(DistributionMetadata.WheelEnding, StringComparison.Ordinal)
                ? new DistributionFile("bdist_wheel", PythonTagOf(name), metadata)
                : new DistributionFile("sdist", "source", metadata);
        }
        catch (InvalidDataException broken)
        {
            throw Refuse(name, broken.Message);
        }
    }

    // distribution-version(-build)?-python-abi-platform.whl
    private static string PythonTagOf(string name) => name[..^DistributionMetadata.WheelEnding.Length].Split('-') is { Length: 5 or 6 } parts
        ? parts[^3]
        : throw Refuse(name, "a wheel's name has the form distribution-version-python-abi-platform.whl");

    private static DeliveryException Refuse(string name, string because) => new(
        DeliveryFailure.Refused, $"{name} is no Python distribution that an index takes", because, "see what the build backend wrote: drayage build");
}
