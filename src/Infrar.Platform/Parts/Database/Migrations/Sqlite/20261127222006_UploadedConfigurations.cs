using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Infrar.Platform.Parts.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class UploadedConfigurations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "plan_arguments",
                table: "runs",
                type: "TEXT",
                maxLength: 16000,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.CreateTable(
                name: "configurations",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    is_speculative = table.Column<bool>(type: "INTEGER", nullable: false),
                    ticket_hash = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    file_key = table.Column<string>(type: "TEXT", maxLength: 512, nullable: true),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    sealed_key = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    files = table.Column<int>(type: "INTEGER", nullable: false),
                    problem_code = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    problem_detail = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_configurations", x => x.id);
                    table.ForeignKey(
                        name: "fk_configurations_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_configurations_created_at",
                table: "configurations",
                column: "created_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_configurations_project_id_id",
                table: "configurations",
                columns: new[] { "project_id", "id" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "configurations");

            migrationBuilder.DropColumn(name: "plan_arguments", table: "runs");
        }
    }
}
