using System.Net;
using System.Security.Cryptography;
using Drayage.Registries.Python;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Python;

/// <summary>What the upload API takes and refuses, and in which words.</summary>
public sealed class UploadRulesTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly TemporaryDirectory work = new();
    private readonly HttpClient client = registry.NewClient();

    [Theory]
    [InlineData("name", "-bad-", "'-bad-' is an invalid value for Name.")]
    [InlineData("version", "one", "'one' is an invalid value for Version.")]
    [InlineData("version", "1.0+local", "'1.0+local' is an invalid value for Version. Error: Can't use PEP 440 local versions.")]
    [InlineData("filetype", "bdist_egg", "Invalid value for filetype.")]
    [InlineData("filetype", "sdist", "Invalid value for pyversion.")]
    [InlineData("pyversion", null, "Invalid value for pyversion.")]
    [InlineData("protocol_version", "2", "Unknown protocol version.")]
    [InlineData("metadata_version", null, "'' is an invalid value for Metadata-Version.")]
    [InlineData(":action", "upload", "Invalid value for :action.")]
    [InlineData("sha256_digest", null, "Include at least one message digest.")]
    [InlineData("sha256_digest", "1234", "Use a valid, hex-encoded, SHA256 message digest.")]
    [InlineData("sha256_digest", "0000000000000000000000000000000000000000000000000000000000000000", "The digest supplied does not match a digest calculated from the uploaded file.")]
    [InlineData("md5_digest", "00000000000000000000000000000000", "The digest supplied does not match a digest calculated from the uploaded file.")]
    [InlineData("blake2_256_digest", "0000000000000000000000000000000000000000000000000000000000000000", "The digest supplied does not match a digest calculated from the uploaded file.")]
    [InlineData("name", "another", "Start filename for 'another' with 'another'")]
    [InlineData("version", "1.1", "Version in filename should be '1.1' not '1.0'.")]
    public async Task A_wrong_field_is_400_with_the_message_in_the_reason_and_in_the_body(string field, string? value, string message)
    {
        using var response = await UploadForms.PostAsync(client, SampleDistribution.Wheel(work, "fields", "1.0"), "fields", "1.0", fields => fields[field] = value);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(message, response.ReasonPhrase, StringComparison.Ordinal);
        Assert.Contains(message, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_three_digests_are_checked_and_may_be_in_upper_case()
    {
        var wheel = SampleDistribution.Wheel(work, "digests", "1.0");
        var content = await File.ReadAllBytesAsync(wheel);
        var blake2b = new Blake2b(32);
        blake2b.Append(content);

        using var response = await UploadForms.PostAsync(client, wheel, "digests", "1.0", fields =>
        {
            fields["md5_digest"] = Convert.ToHexString(MD5.HashData(content));
            fields["sha256_digest"] = Convert.ToHexString(SHA256.HashData(content));
            fields["blake2_256_digest"] = Convert.ToHexString(blake2b.Finish());
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Other_bytes_under_a_name_that_exists_are_refused_with_the_hash_that_is_there()
    {
        var content = await File.ReadAllBytesAsync(SampleDistribution.Wheel(work, "exists", "1.0"));
        var blake2b = new Blake2b(32);
        blake2b.Append(content);
        using var first = await UploadForms.PostAsync(client, work["exists-1.0-py3-none-any.whl"], "exists", "1.0");
        using var same = await UploadForms.PostAsync(client, work["exists-1.0-py3-none-any.whl"], "exists", "1.0");
        SampleDistribution.Wheel(work, "exists", "1.0", "changed = True\n");
        using var other = await UploadForms.PostAsync(client, work["exists-1.0-py3-none-any.whl"], "exists", "1.0");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Equal($"File already exists ('exists-1.0-py3-none-any.whl', with blake2_256 hash '{Convert.ToHexStringLower(blake2b.Finish())}').", other.ReasonPhrase);
    }

    [Fact]
    public async Task A_release_has_one_source_distribution()
    {
        using var first = await UploadForms.PostAsync(client, SampleDistribution.Source(work, "sources", "1.0"), "sources", "1.0");
        using var second = await UploadForms.PostAsync(client, SampleDistribution.Source(work, "sources", "1.0.0"), "sources", "1.0.0");
        using var next = await UploadForms.PostAsync(client, SampleDistribution.Source(work, "sources", "1.1"), "sources", "1.1");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("Only one sdist may be uploaded per release.", second.ReasonPhrase);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task A_wheel_without_metadata_of_its_own_name_is_refused()
    {
        var wheel = SampleDistribution.Wheel(work, "inner", "1.0");

        using var response = await UploadForms.PostAsync(client, wheel, "outer", "1.0", fileName: "outer-1.0-py3-none-any.whl");

        Assert.Equal("Wheel 'outer-1.0-py3-none-any.whl' does not contain the required METADATA file: outer-1.0.dist-info/METADATA", response.ReasonPhrase);
    }

    [Theory]
    [InlineData("fields-1.0.whl")]
    [InlineData("fields-1.0-py3-any.whl")]
    [InlineData("fields-1.0-build-py3-none-any.whl")]
    [InlineData("fields-1.0.exe")]
    public async Task A_file_name_outside_the_specification_is_refused(string name)
    {
        using var response = await UploadForms.PostAsync(client, SampleDistribution.Wheel(work, "fields", "1.0"), "fields", "1.0", fileName: name);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("Invalid", response.ReasonPhrase, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registering_is_gone_a_missing_slash_is_308_and_a_missing_token_403()
    {
        var wheel = SampleDistribution.Wheel(work, "others", "1.0");
        using var stranger = registry.NewClient(authenticated: false);

        using var submitted = await UploadForms.PostAsync(client, wheel, "others", "1.0", fields => fields[":action"] = "submit");
        using var slash = await client.PostAsync("python/main/legacy", null);
        using var forbidden = await UploadForms.PostAsync(stranger, wheel, "others", "1.0");
        using var noForm = await client.PostAsync("python/main/legacy/", new StringContent("{}"));

        Assert.Equal(HttpStatusCode.Gone, submitted.StatusCode);
        Assert.Equal(HttpStatusCode.PermanentRedirect, slash.StatusCode);
        Assert.Equal("/python/main/legacy/", slash.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal("Invalid or non-existent authentication information.", forbidden.ReasonPhrase);
        Assert.Equal(HttpStatusCode.BadRequest, noForm.StatusCode);
    }

    public void Dispose()
    {
        client.Dispose();
        work.Dispose();
    }
}
